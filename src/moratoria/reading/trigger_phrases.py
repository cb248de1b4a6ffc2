"""Triggers that are no verb of stopping: what is made to depend, to be left, to be paid or to stay out of reach."""

from __future__ import annotations

from moratoria.reading.trigger_table import BANWORD, Family

_W = r"(?:[\w'’.&-]+ )"
_MUST = (
    r"(?:must|shall|has to|have to|had to|will have to|needs? to|will need to|would have to|(?:is|are|was|were|be"
    r"|been) (?:required|obliged|obligated|bound|told|ordered|instructed|asked) to|required to|obliged to|asked to)"
)
_SOON = r"(?:(?:first|now|also|always|then|henceforth|therefore|each|only|instead) )*"
_PAPER = (
    r"(?:certificates?|certifications?|declarations?|attestations?|affidavits?|written statements?|proof|evidence"
    r"|assurances?|guarantees?|warnings?|notices?|logs?|records|safeguards)"
)
_ATTENDANT = (
    r"(?:(?:human|safety|trained|licensed|qualified|certified|remote|specialist|backup) )*(?:drivers?|operators?"
    r"|attendants?|specialists?|supervisors?|supervision|oversight|monitors?|reviewers?)"
)
_EDITIONS = (
    r"(?:the |a |an |its |those |those? |paid |paying |approved |vetted |certain |selected |authori[sz]ed |trusted "
    r"|licensed |registered |verified |adults?\b|two |three |four |five |some )"
)
_NOT_ONLY_TOOLS = r"(?:tools?|apps?|services?|chatbots?|software|versions?|systems?|programs?|products?|models?|uses?)"

PHRASES: tuple[tuple[Family, str, bool, str], ...] = (
    (
        Family.REVIEW,
        "must-vouch",
        True,
        rf"{_MUST} {_SOON}(?:certif(?:y|ied)|attest|swear|affirm|confirm|guarantee|vouch|keep (?:a )?(?:log|record"
        rf"|human)s?|justify|prove|demonstrate|carry (?:a |an )?(?:\w+ ){{0,2}}?(?:label|mark|watermark|warning"
        rf"|disclaimer|notice)s?|bear (?:a |an )?(?:\w+ ){{0,2}}?(?:label|mark|watermark|warning)s?|hand (?:over )?"
        rf"{_W}{{0,4}}?(?:results|tests?|reports?)|share {_W}{{0,4}}?(?:results|reports?)|allow {_W}{{0,2}}?"
        rf"(?:inspect|audit|review)\w*|submit|let {_W}{{1,3}}?(?:inspect|check|review|examine|test))\b"
        rf"|(?:demand(?:s|ed|ing)?|requir(?:e|es|ed|ing)|insist(?:s|ed|ing)?|stipulat\w+|rul(?:es|ed))"
        rf" (?:{_W}{{1,6}}?)?that"
        rf" {_W}{{1,9}}?(?:carry|bear|certify|declare|disclose|label|attest|verify|confirm|(?:must )?be (?:labell?ed"
        rf"|disclosed"
        rf"|checked|reviewed|approved|declared|marked|audited|tested|registered))\b"
        rf"|(?:demand(?:s|ed|ing)?|requir(?:e|es|ed|ing)|want(?:s|ed)|insist(?:s|ed|ing)? on|expect(?:s|ed)?"
        rf"|ask(?:s|ed)? (?:\w+ )?for) (?:an? |the |that |prior |written |signed |explicit |lawyers['’] "
        rf"|{_W}{{1,3}}?(?:to (?:file|submit|sign|give|provide|add) )?(?:an? )?)??{_PAPER}\b",
    ),
    (
        Family.REVIEW,
        "needs-attendant",
        True,
        rf"(?:{_MUST} {_SOON}(?:have|carry|keep|put|employ|be accompanied by|be staffed by|ride with)"
        rf"|requir(?:e|es|ed|ing)|need(?:s|ed)?|mandat(?:e|es|ed|ing)) {_W}{{0,3}}?(?:{_ATTENDANT}\b"
        rf"|(?:person|human|human being|driver|operator) (?:on board|behind|in|at the wheel|aboard|present"
        rf"|to (?:check|review|sign|approve|watch)))"
        rf"|{_MUST} {_SOON}(?:sit|stay|be|remain|stand) (?:behind the wheel|on board|aboard|at the wheel|in the"
        rf" loop)",
    ),
    (
        Family.REVIEW,
        "made-to-check",
        True,
        rf"(?:mak(?:e|es|ing)|made|oblig(?:e|es|ed|ing)|forc(?:e|es|ed|ing)|has|have) {_W}{{1,5}}?(?:to )?(?:audit"
        rf"|audited|label|disclose|register|notify|assess|vet|vetted|certify)\b"
        rf"|need(?:s|ed)? (?:an? |the |its |their )?{_W}{{1,3}}?(?:approval|permission|consent|sign-off|clearance"
        rf"|go-ahead|monitoring program(?:me)?)\b"
        rf"|(?:only|except|but not|not) (?:with|by|under|on|after) (?:an? |the |prior )?{_W}{{0,2}}?(?:warrant"
        rf"|court order|approval|permission|consent|supervision|authori[sz]ation|sign-off|licen[cs]e|permit)s?\b"
        rf"|(?:only )?(?:with|under) {_W}{{1,3}}?(?:supervision|oversight)(?= (?:of))"
        rf"|(?:may|can|will|would) (?:now )?(?:examine|inspect|vet|veto|review|audit) (?:and (?:block|stop|halt)|each"
        rf"|every|all|any|the)\b",
    ),
    (
        Family.FINE,
        "made-to-pay",
        True,
        rf"(?:agree[ds]?|ordered|told|sentenced|condemned|forced|made|has|have|had|must) (?:{_W}{{1,4}}?)?to pay"
        rf"|(?:made|makes?|making|lets?) {_W}{{1,4}}?pay(?= (?:[$€£]|\d|a (?:\w+ )?(?:fine|penalty)))"
        rf"|(?:must|will|shall|is to|are to|has to|have to|had to) (?:now |also |each |therefore )*pay(?="
        rf" {_W}{{0,3}}?"
        rf"(?:[$€£]|\d|a (?:\w+ )?(?:fine|penalty)))"
        r"|paid(?= [$€£]\S+ (?:million |billion )?(?:to (?:settle|resolve|end|close)|in (?:fines|penalties"
        r"|damages)))",
    ),
    (
        Family.DENY,
        "allowed-but-few",
        True,
        rf"(?:allow|permit|let|licens|approv|authori[sz]|accept|tolerat)(?:s|es|ed|e|ing)? {_W}{{0,4}}?only"
        rf"(?= (?:{_EDITIONS}|{_W}{{0,2}}?{_NOT_ONLY_TOOLS}|(?:use|used|in|on|for|under|with|if|when|at|by)\b))"
        r"|(?:has|have|had) (?:not|never|no longer) been (?:allowed|permitted|able|authori[sz]ed|available|free"
        r"|offered|sold|accepted|welcome|eligible)\b(?! (?:until proven|to have))"
        r"|only (?:(?:a|an|the) )?(?:handful|few|select|chosen|limited (?:group|number|set|circle)|small (?:group"
        r"|circle"
        r"|number)|dozen|trusted|vetted|approved|paying)\b (?:[\w'’-]+ ){0,5}?(?:gets?|can|may|will|have|has"
        r"|receives?)\b",
    ),
    (
        Family.DENY,
        "never-will",
        True,
        r"(?:will|would|shall|may|must|can|should|to) never (?:again )?(?!be\b|have\b|know\b|get\b|happen|end\b"
        r"|forget)"
        r"[a-z]+|(?:pledg|promis|vow|agree|commit|undert|sworn|swore|decid|resolv|cho(?:se|os))\w* "
        r"(?:[\w'’-]+ ){0,5}?(?:not|never) to (?!have\b)[a-z]+"
        r"|(?:vow|pledg|promis|agree|commit)\w* (?:[\w'’-]+ ){0,3}?to [a-z]+ no\b|(?:may|can|must|shall|will)"
        r" [a-z]+ (?:no more than|at most|only)(?= (?:\d|one|two|three|four|five|six|ten|twenty|a\b))"
        r"|(?:may|can|must|shall|should|could|to) be (?:[a-z]+ )(?:[\w'’-]+ ){0,5}?only(?= (?:if|when|with|after|for"
        r"|in|by"
        r"|under|where|on|once)\b)|(?:be|is|are|been|being|was|were) (?:kept|left) (?:out of|off|away from)\b"
        r"|mak(?:e|es|ing|en) (?:[\w'’-]+ ){1,4}?(?:unreachable|inaccessible|unavailable|unusable|off[- ]limits)"
        r"|made (?:[\w'’-]+ ){1,4}?(?:unreachable|inaccessible|unavailable|unusable|off[- ]limits)"
        r"|(?:clos|withdr[ae]w|cut|shut|end|revok|remov|suspend)(?:e|es|s|ed|ing|n|ting)? (?:off )?(?:[\w'’-]+"
        r" ){0,3}?access to"
        r"|clos(?:e|es|ed|ing) (?:its|the|their) (?:[\w'’-]+ ){1,4}?to(?= (?:bots|AI|all|any|scrapers|crawlers"
        r"|outside))"
        r"|(?:will|would) not be able to (?:use|open|buy|get|reach|access|see|chat|talk|create|make|order|run|take"
        r"|sell|record|operate|install|download|generate)\b|(?:will|would|do|does|did) not get(?= (?:(?:the|this"
        r"|that|its"
        r"|it|any|access|new)\b))|no longer (?:makes?|shows?|answers?|lets?|sells?|offers?|takes?|draws?|gives?"
        r"|generates?"
        r"|creates?|produces?|works?|has access|have access|runs?|scans?|collects?|buys?|responds?|gets?)\b",
    ),
    (
        Family.DENY,
        "out-of-reach",
        True,
        r"(?:stays?|stayed|remains?|remained|is|are|was|were|be|kept|keeps?|puts?|plac(?:es|ed)|left|now|beyond) "
        r"(?:[\w'’-]+ ){0,6}?(?:out of reach|out of bounds|beyond (?:the )?reach|out of the hands)\b"
        r"|(?:is|are|was|were|be|been|being|stays?|remains?|remained|stayed) (?:still |now |also )?(?:barred|banned"
        r"|blocked|shut out|locked out|excluded|cut off|closed|off[- ]limits|unavailable|forbidden|kept|withheld"
        r"|walled"
        r"|fenced) (?:off )?(?:from|to|for)\b|(?:closed|shut) to(?= (?:(?:all|any|AI|works?|images?|users|police"
        r"|anyone"
        r"|everyone|new|minors|foreign|Chinese)\b))",
    ),
    (
        Family.DENY,
        "turns-down",
        True,
        r"(?:declin|refus|reject)(?:e|es|ed|s|ing) (?:all |any |to answer |to take )?(?:those|anything|requests?"
        r"|questions?|prompts?|submissions?|songs?|images?|pictures?|photos|works?|entries|papers|manuscripts"
        r"|articles"
        r"|books|tracks|content|uploads|orders from|filings|games|apps|code|contributions|patches|art)\b(?! about"
        r" its| from"
        r" reporters| for comment)"
        r"|(?<=\bno )(?:stor(?:y|ies)|articles?|images?|pictures?|photographs?|texts?|content|words?|part|song|track"
        r"|employee|officer|student|agency|department|tool|system|app|model) (?:[\w'’-]+ ){0,4}?(?:contains?|is|are"
        r"|uses?|carr(?:y|ies)|will|was|gets?|goes|reach(?:es)?)\b|(?:the|this|that) (?:rule|policy) (?:bars"
        r"|excludes)"
        r"|rul(?:es|ed|ing) out(?= (?:AI|any|all|works?|images?|art|submissions|stories|music|machine|content"
        r"|pictures)\b)"
        r"|exclud(?:e|es|ing)(?= (?:stor(?:y|ies)|art|pictures|songs|music|papers|texts?|submissions|content"
        r"|entries)\b)"
        r"|exclud(?:es|ing)(?= (?:(?:any|all|use|military|works?|images|AI|the use|machine|police|everything)\b))"
        r"|(?:has|have|had|adopt(?:s|ed)?|follow(?:s|ed)?|appl(?:y|ies|ied)|introduc(?:es|ed)|impos(?:es|ed)"
        r"|pass(?:ed|es)"
        r"|mad(?:e)|took|taken|set) (?:the same|a similar|similar|much the same|an identical|identical|comparable"
        r"|a comparable|like) (?:rules?|bans?|polic(?:y|ies)|restrictions?|limits?|laws?|clauses?|step|steps"
        r"|measures?"
        r"|action|line|stance)\b",
    ),
    (
        Family.CLOCK,
        "put-away",
        False,
        r"put(?:s|ting)? (?:[\w'’-]+ ){0,7}?(?:to sleep|to bed|in mothballs|on the back burner|into storage|on the"
        r" shelf"
        r"|into hibernation)|park(?:s|ed|ing)(?= (?:its|all|the|their) (?:\w+ ){0,2}?(?:cars|fleet|vehicles|trucks"
        r"|taxis"
        r"|robotaxis|plans?|project|drones))|put(?:s|ting)? off(?= (?:(?:the|its|a|all|their|plans?|indefinitely)\b))"
        r"|ground(?:s|ed|ing)?(?= (?:its|the|all|their|every|most|hundreds|more|about|some|\d)\b)|(?:is|are|was|were"
        r"|been"
        r"|be|stay|remain)s? grounded(?! (?:in|on|upon)\b)|(?:st(?:and|ood)(?:s|ing)? (?:its|the|their)"
        r" [\w'’ -]{2,30} down)"
        r"|(?:on|into) (?:ice|cold storage)|(?:is|are|was|were|stay|remain|went|go)(?:s|ed)? dark\b",
    ),
    (
        Family.CEASE,
        "undo-deed",
        True,
        r"(?:giv(?:e|es|ing) up|gave up|given up|rip(?:s|ped|ping)? out|tear(?:s|ing)? out|tore out|disband(?:s|ed"
        r"|ing)?"
        r"|dismantl(?:e|es|ed|ing)|w(?:ind|inds|inding|ound) up|clos(?:e|es|ed|ing)(?: down)?|shut(?:s|ting)?(?:"
        r" down)?"
        r"|fold(?:s|ed|ing)?|scrap(?:s|ped|ping)?|shelv(?:e|es|ed|ing)|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?"
        r"|end(?:s|ed|ing)?) (?:down |all |of )?(?:its|their|the|all|every|his|her) (?:[\w'’-]+ ){0,4}?(?:cameras?"
        r"|service"
        r"|services|unit|division|project|program(?:me)?|fleet|flights?|system|systems|business|rides|tests|trials?"
        r"|plans?(?= to (?:scan|use|buy|sell|deploy|put|launch|train|test|introduce))|robots?|readers|rollout"
        r"|experiments?|searches|subscription|contract|feature)\b"
        r"|(?:came|come|comes|coming) (?:down|off the (?:streets?|roads?|market))(?= (?:on|in|last|this|after)\b)"
        r"|leav(?:e|es|ing) (?:the|that|this|its) (?:[\w'’-]+ ){0,2}?(?:messenger|platform|app|country|market|state"
        r"|city"
        r"|province|region|bloc|service|road|roads)|go(?:es)? out of service",
    ),
    (
        Family.WITHHOLD,
        "goes-without",
        False,
        r"(?:launch|ship|arriv|com|go on sale|debut|start|reach|sell|roll\w* out)(?:e|es|s|ed|ing)? (?:[\w'’-]+"
        r" ){0,5}?"
        r"without (?:its|the|any|their|several|some|most)(?= )|stay(?:s|ed|ing)? (?:in|inside|within) the (?:lab\w*"
        r"|company|building|house)|(?:not|n['’]t) (?:be )?(?:coming|come|arriv\w+|ready|making it|going on sale)"
        r" (?:to"
        r"|in|for)(?= (?:(?:the )?(?:EU|European|Europe|UK|Britain|China|users|public|bloc)\b))|kept (?:from|out of)"
        r" the"
        r" (?:public|market|hands)|not (?:yet )?(?:available|offered|released|on sale) (?:in|to|for)\b",
    ),
    (
        Family.LIFT,
        "gave-back",
        True,
        r"(?:let(?:s|ting)?|allow(?:s|ed|ing)?) (?:[\w'’-]+ ){1,4}?(?:come back|back|resume|restart|return)\b"
        r"|again (?:allow|permit|let)(?:s|ed|ting|ing)?|g(?:ave|ives?|iven) (?:[\w'’-]+ ){1,4}?(?:permits?|licen[cs]e"
        r"|access) back|(?:end|drop|abandon|revers)(?:s|es|ed|ped) (?:its|the|their|a) (?:\w+ ){0,2}?(?:refusal"
        r"|boycott"
        r"|blockade|blackout|hold)\b|restart(?:s|ed)? (?:deliver|ship|sal|export|test|servic|operation)\w+",
    ),
    (
        Family.EXPORT,
        "supply-cut",
        True,
        r"chok(?:e|es|ed|ing) off (?:[\w'’-]+ ){0,4}?(?:supply|supplies|access|flow|exports?)|starv(?:e|es|ed|ing)"
        r" (?:China|Chinese|Huawei|Russia)|(?:clos|plug|tighten)(?:e|es|s|ed|ged|ing|ging) (?:a |the |another |\w+ )?"
        r"loopholes? (?:[\w'’-]+ ){0,12}?(?:chips?|export|China|Chinese|buy|ship)|(?:put|putting|puts|plac\w+|add\w*)"
        r" (?:[\w'’&.-]+ ){1,8}?(?:to|on) (?:its|the|a) (?:[\w'’-]+ ){0,3}?(?:blacklist|list of (?:firms|companies"
        r"|entities|buyers|groups)(?= (?:to which|that|who|barred|banned)))|(?:remain|stay|is|are|was|were|be"
        r"|been)(?:s|ed)?"
        r" on (?:the|a|its|America['’]s|Washington['’]s) (?:[\w'’.-]+ ){0,3}?(?:blacklist|entity list|export list)"
        r"|(?:need|requir)(?:s|es|ed|ing)? (?:[\w'’-]+ ){0,3}?licen[cs]e(?= (?:before (?:they|it|any|ship|export)))",
    ),
    (
        Family.LIMIT,
        "aimed-at",
        False,
        rf"(?:bills?|legislation|laws?|measures?|ordinances?|acts?) (?:aimed at|targeting|against|cracking down on"
        rf"|taking aim at|to (?:rein in|curb|tackle|stamp out|stop|limit|restrict)) (?!{BANWORD})",
    ),
)  # fmt: skip
"""They go after the table and its idioms, which win where both fit."""
