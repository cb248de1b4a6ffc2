"""Triggers beyond the plain verbs: set phrases and idioms of news text, in the form of the table of triggers."""

from __future__ import annotations

from moratoria.reading.trigger_table import Family

_WORDS = r"(?:[\w'’.,&-]+ )"
_PEOPLE = (
    r"(?:staff(?:ers)?|employees|workers|officials|agencies|departments|ministries|students|teachers|pupils|users"
    r"|members|personnel|troops|sailors|soldiers|officers|lawyers|doctors|nurses|civil servants|lawmakers|aides"
    r"|reporters|journalists|editors|contractors|suppliers|vendors|developers|companies|firms|authors|reviewers"
    r"|schools|customers|faculty|engineers|bankers|judges|clerks|researchers|everyone|anyone)"
)
_TOOL = (
    r"(?:it|them|(?:the|its|their|this|that|these|any|all|new|some) (?:[\w'’-]+ ){0,4}?(?:tools?|app|apps|service"
    r"|services|chatbots?|bot|bots|features?|systems?|software|technology|tech|program(?:me)?|product|products"
    r"|cameras?|platform|models?|project|pilot|trial|contract|plan|plans|deal))"
)
_PERMISSION = (
    r"(?:(?:prior |explicit |express |written |advance |special |formal |official |specific |federal |government "
    r"|council |board |parental |human |senior |executive |independent |judicial |legal |regulatory |safety |ethics "
    r"|security )*(?:approval|permission|consent|authori[sz]ation|sign-off|clearance|go-ahead|green light|blessing"
    r"|licen[cs]es?|permits?|warrants?|court orders?|review|vetting|assessments?|audits?|checks?|evaluations?))"
)

_IDLE = (
    r"(?:apply|affect|mean|say|said|know|known|cover|include|extend|need|have|comment|name|give|respond|prevent|want"
    r"|go|get|see|seen|think|seem|appear|afford|prepare|tell|told|read|guarantee|explain|pre|and|or|only|simply|yet"
    r"|even|always|predict|rule|ignore|continue|stand|sit|rest|hesitate|tolerate|advise|help|enforce|revive|bind"
    r"|notice|solve|end|happen|change|come|replace|work|return|matter|stop|hurt|object|appeal|pursue|fight|back"
    r"|support|sign|trust|undo|undone|reverse|verify|believe|understand|find|found|keep|cope|wait|last|succeed|fail"
    r"|win|afford|bear|separate|blame|hide|escape|imagine|count|distinguish|recogni[sz]e|detect|take (?:\w+ )?place"
    r"|do"
    r"|ban|bar|block|prohibit|forbid|restrict|regulate|become|make up|cause|trace|match|effectively|possibly|ever"
    r"|speak|talk about|judge|let (?:\w+ )?(?:down|up)|back down|rescue|save|stay|look|feel|hold up|disclose how)"
)

LIFTINGS: tuple[tuple[Family, str, bool, str], ...] = (
    (
        Family.LIFT,
        "let-back",
        True,
        r"(?:let(?:s|ting)?|allow(?:s|ed|ing)?|welcom(?:es|ed|ing)|invit(?:es|ed|ing)|brought|bring(?:s|ing)?"
        r"|came|comes?|coming|went|goes|going|put|puts|putting|turn(?:s|ed|ing)?|switch(?:es|ed|ing)?)"
        rf" {_WORDS}{{0,6}}?(?:back in(?=\W)|back into|back online|back on(?= \w+ (?:app|store|shel|sale))|back to"
        rf" life"
        r"|live again|back in service|back on sale|in again|to return)(?: after)?",
    ),
    (
        Family.LIFT,
        "done-again",
        True,
        r"(?:available|accessible|allowed|permitted|legal|lawful|free|able|running|on sale|allow(?:s|ing)?|permit(?:s"
        rf"|ting)?|sell(?:s|ing)?|ship(?:s|ping)?|us(?:e|es|ing)) (?:to )?{_WORDS}{{0,8}}?(?:once again"
        rf"|once more|again)"
        r"\b(?! (?:and|later|if))",
    ),
    (
        Family.LIFT,
        "restriction-over",
        True,
        r"(?:bans?|moratori(?:um|a)|prohibition|pause|suspension|freeze|block|restrictions?|curbs?|rules?|hold)"
        rf" {_WORDS}{{0,8}}?(?:is over|was over|came to an end|comes to an end|has ended|(?:was|were|has been|have"
        rf" been"
        r"|is|are|be|being|been) (?:formally |quietly |partly |partially |fully |finally |since )?(?:lifted|repealed"
        r"|rescinded|revoked|reversed|scrapped|dropped|eased|relaxed|loosened|undone|abandoned|removed|struck down"
        r"|overturned|withdrawn|replaced)|no longer applies|ran its course|r[ua]n out|laps(?:es|ed)|expir(?:es"
        r"|ed))\b",
    ),
    (
        Family.LIFT,
        "unbanned",
        True,
        r"(?:dropp?(?:s|ed|ing)?|abandon(?:s|ed|ing)?|delet(?:es|ed|ing)|remov(?:es|ed|ing)|scrapp?(?:s|ed|ing)?"
        r"|walk(?:s|ed|ing)? back|ditch(?:es|ed|ing)?|retract(?:s|ed|ing)?|renounc(?:es|ed|ing)|r(?:e|an)neg\w+ on"
        r"|br(?:eaks|oke)) (?:[\w'’-]+ ){0,5}?(?:pledge|promise|commitment|vow|undertaking|self-imposed ban)\b"
        r"|(?:strik(?:e|es|ing) down|struck down|set(?:s|ting)? aside|thr(?:ow|ows|ew) out|gone back on"
        r"|go(?:es)? back on|went back"
        r" on|do(?:es)? away with|did away with|annul(?:s|led)|quash(?:es|ed)|void(?:s|ed)|reversed?|overturn(?:s"
        r"|ed)?)"
        rf" {_WORDS}{{0,8}}?(?:order|ban|ruling|decision|finding|determination|demand|fine|injunction"
        rf"|requirement|rule)\b"
        r"|open(?:s|ed|ing)? the (?:door|gates?) to (?:[\w'’-]+ ){1,4}?again|may (?:once more|once again|again)"
        r"|un-?(?:ban(?:s|ned|ning)?|block(?:s|ed|ing)?|fr(?:eezes|oze|ozen|eezing)|paus(?:es|ed|ing))"
        r"|(?:green-?lights?|green-?lit|green-?lighted|clear(?:s|ed)? the way for) (?:the )?(?:sales?"
        r"|shipments?|exports?"
        r"|return|use|resumption)|resum(?:es|ed|ing) (?:[\w'’-]+ ){0,5}?(?:sales?|shipments?|testing|operations"
        r"|service|use|training|processing|rides|exports?|rollout)",
    ),
)  # fmt: skip
"""Set phrases for an end of a restriction; they go before the plain verbs, which they may hold."""

IDIOMS: tuple[tuple[Family, str, bool, str], ...] = (
    (
        Family.BAN,
        "warned-off",
        True,
        r"(?:warn(?:s|ed|ing)?|caution(?:s|ed|ing)?|remind(?:s|ed|ing)?|advis(?:es|ed|ing)|urg(?:es|ed)(?= (?:its"
        r"|staff"
        rf"|employees))|tell(?:s|ing)?|told|ask(?:s|ed|ing)?|instruct(?:s|ed|ing)?) {_WORDS}{{0,5}}?{_PEOPLE}"
        rf" {_WORDS}{{0,4}}?(?:against (?:us|enter|shar|upload|feed|past|rely|put|install|download)\w*ing"
        rf"|not to|to (?:stop"
        r"|avoid|keep (?:off|away|clear)|stay (?:off|away|clear)|steer clear|refrain|delete|remove|uninstall|hold off"
        r"|cease|quit|leave|drop|put away))\b",
    ),
    (
        Family.BAN,
        "shown-out",
        False,
        rf"(?:kick(?:s|ed|ing)?|throw(?:s|ing)?|threw|thrown|boot(?:s|ed)|forc(?:es|ed|ing)|driv(?:es|en|ing)|drove"
        rf"|push(?:es|ed)|wip(?:es|ed)|tak(?:es|en|ing)|took|pull(?:s|ed|ing)?|cut(?:s|ting)?|cast|chas(?:es|ed))"
        rf" {_WORDS}{{0,5}}?(?:off|out of|from) (?:all |its |their |the |every )*(?:government |official "
        rf"|state |federal "
        r"|city |school |work |company |police |public |local |app |online )*(?:networks?|devices?|phones?|computers?"
        r"|laptops?|systems?|schools?|classrooms?|streets?|roads?|stores?|shelves|sites?|platforms?|market|service"
        r"|servers?|hands|app store|play store|campus|buildings?|airports?|stations?|cars)",
    ),
    (
        Family.BAN,
        "particle-apart",
        False,
        r"(?:switch(?:es|ed|ing)?|turn(?:s|ed|ing)?|shut(?:s|ting)?|rul(?:e|es|ed|ing)|lock(?:s|ed|ing)?"
        r"|keep(?:s|ing)?|kept"
        r"|tak(?:e|es|en|ing)|took|leav(?:e|es|ing)|left|kick(?:s|ed|ing)?|send(?:s|ing)?|sent|phas(?:e|es|ed|ing)"
        r"|fenc(?:e|es|ed|ing)|cut(?:s|ting)?|block(?:s|ed|ing)?|set(?:s|ting)?) (?!place\b|part\b|over\b|out\b|up\b)"
        r"(?:[\w'’-]+ ){1,6}?(?:off|away|out of|out|down|offline|aside)(?! (?:the (?:possibility|record)|that"
        r"|whether|how))",
    ),
    (
        Family.BAN,
        "door-shut",
        False,
        r"(?:shut(?:s|ting)?|clos(?:es|ed|ing)|slam(?:s|med|ming)?|bolt(?:s|ed)|bar(?:s|red)?) (?:the|its"
        r"|their) (?:doors?"
        r"|gates?) (?:on|to)|draw(?:s|n)? (?:a|the) (?:\w+ )?line (?:at|on|against)|drew (?:a|the) (?:\w+ )?line"
        r"|freez(?:es|ing) out|froze out|expel(?:s|led|ling)|preclud(?:es|ed|ing)|debar(?:s|red|ring)|interdict\w*"
        r"|lock(?:s|ed)? down|declar(?:es|ed|ing) (?:[\w'’-]+ ){1,6}?(?:off[- ]limits|AI-free|unwelcome|unfit)",
    ),
    (
        Family.DENY,
        "no-longer",
        True,
        r"no longer (?:be )?(?:able|allowed|permitted|available|offered|welcome|accepted|accept(?:ing)?"
        r"|supported|eligible"
        r"|possible|free|usable|accessible|on sale|sold|used?|employ|deploy|run|let|open|an option|part of"
        r"|in use|legal|carry|carries|stock|install|hand out|recommend|tolerated?|do business)\b",
    ),
    (
        Family.DENY,
        "barred-state",
        True,
        r"(?:not|never) (?:be )?(?:allowed|permitted|eligible|accepted(?! as an? (?:excuse|defen[cs]e))|welcome"
        r"|authori[sz]ed|approved|available"
        r"|licensed"
        r"|entitled|acceptable|to be (?:used|deployed|sold|shared|entered|fed|trained|installed|made"
        r"|given))\b(?! (?:about"
        r"|until proven))|out of bounds|verboten|(?:is|are|was|were|be|become|became) (?:taboo|inaccessible"
        r"|unavailable)"
        r"|los(?:e|es|ing|t) (?:its |their )?access|has no place|have no place|un(?:available|acceptable) (?:in"
        r"|to|for)\b",
    ),
    (
        Family.DENY,
        "only-some",
        False,
        r"(?:may|can|will|must|could|should|is|are|be) (?:now |henceforth |then )?only (?:be )?(?:used?"
        r"|deployed?|sold|run"
        r"|operated?|available|open|allowed|permitted|accessed|offered|access|buy|sell|work)\b|only (?:[\w'’-]+"
        r" ){1,6}?"
        r"(?:may|can|will be able to|are allowed to|will be allowed to)\b(?= (?:now )?(?:use|access|buy|run|see"
        r"|reach))"
        r"|(?:limit(?:s|ed|ing)?|restrict(?:s|ed|ing)?|confin(?:e|es|ed|ing)|reserv(?:e|es|ed|ing)|narrow(?:s|ed"
        r"|ing)?)"
        r" (?:[\w'’-]+ ){0,8}?(?:to|for)(?= (?:(?:a |an |the |only |those |paying |certain |some |serious |approved "
        r"|vetted |trusted |selected |subscribers|humans?|adults|users|cases|two|three|five|\d)))",
    ),
    (
        Family.DENY,
        "modal-not",
        False,
        r"(?:may|must|can|shall|could|will|would|should|is|are) (?:not|no longer|never) be [a-z]+(?:ed|en|t"
        r"|n)(?! to have)"
        rf"|(?:may|must|shall) (?:not|no longer|never) (?!be |{_IDLE}\b)[a-z]+"
        rf"|(?:can|could|will|would) no longer (?!{_IDLE}\b)[a-z]+"
        rf"|(?:may|must|can|will|shall|should) (?:(?!be\b|{_IDLE}\b)[a-z]+ )?(?:no|neither|none)(?= (?!more\b|less\b"
        rf"|doubt)[a-z]+)"
        r"|(?:allow|permit|let|accept|tolerat|licens)(?:s|es|ed|ting|ing)? no(?:ne)?(?= )|nobody (?:may|can)"
        r"|no one (?:may|can)"
        r"|(?:nobody|no one|none)\b[^.;]{1,80}?(?:may|can|is allowed to|is permitted to|will be able to)"
        r" (?!only)[a-z]+"
        r"|(?:not to|never again to|never to) (?:be )?[a-z]+(?:ed|en|t|n|e|p|d)(?=\b)(?<! be)"
        rf"|cannot (?!be\b|{_IDLE}\b)[a-z]+|(?:cannot|can['’]t) be (?:\w+ly )?(?!{_IDLE}(?:ed|d|n|t|ted"
        rf"|ned)?\b)[a-z]+"
        rf"|(?:will(?: not)?|would|won['’]t) (?:(?<=not )|(?<=n['’]t ))(?!{_IDLE}\b|be )[a-z]+"
        r"|(?<=\bno )(?:AI|artificial intelligence|content|stor(?:y|ies)|images?|text|work|app|tool|use) (?:of "
        r"|by |with "
        r"|produced |generated |made |contains? |may )|(?:are|is|was|were) to be (?:avoided|kept out|left out"
        r"|removed|blocked)"
        r"|(?:are|is|was|were) not to (?!be )[a-z]+|leav(?:e|es|ing) (?:[\w'’-]+ ){1,4}?alone|(?<=\bneither )[a-z]+"
        r" nor"
        r"|(?:count|treat|consider|regard|class|deem|rul|condemn|warn)(?:s|ed|es|ing)? (?:[\w'’-]+ ){1,8}?(?:as"
        r"|is|was|to be|be)"
        r" (?:cheating|(?:academic )?misconduct|plagiarism|fraud|an offen[cs]e|unlawful)"
        r"|(?<=\bno )[a-z]+ (?:[\w'’,-]+ ){0,9}?(?:may|can|shall|must) (?:be )?[a-z]+"
        r"|(?:terms|conditions|rules?|polic(?:y|ies)|guidelines|code) (?:[\w'’-]+ ){0,5}?rules? out",
    ),
    (
        Family.CLOCK,
        "pause-idiom",
        False,
        r"(?:hit(?:s|ting)?|press(?:es|ed|ing)?|push(?:es|ed|ing)?) (?:the )?pause(?: button)?(?: on)?"
        r"|(?:pump(?:s|ed|ing)?"
        r"|tap(?:s|ped|ping)?|hit(?:s|ting)?|slam(?:s|med)?|appl(?:y|ies|ied)|put(?:s|ting)?) the brakes(?: on)?"
        r"|hold(?:s|ing)? (?:off|fire)(?: on)?|held off(?: on)?|defer(?:s|red|ring)?|push(?:es|ed|ing)? back(?="
        r" (?:the"
        r"|its|their) (?:\w+ ){0,2}?(?:launch|release|rollout|debut))|mothball(?:s|ed|ing)?|stood down|stand(?:s)?"
        r" down"
        r"|tak(?:es|ing) a (?:break|breather)|tim(?:e|es|ed) out|in limbo|(?:call(?:s|ed|ing)?|order(?:s|ed|ing)?"
        r"|announc(?:es|ed|ing)|impos(?:es|ed|ing)|bring(?:s|ing)?|brought) (?:a |an )?(?:\w+ )?(?:halt|pause|stop"
        r"|stay"
        r"|time-?out)(?: to| on| of)?|(?:grind|ground) to a halt|(?:came|comes|come) to a (?:halt|stop)|idl(?:e"
        r"|es|ed|ing)"
        r"(?= (?:its|the|all|their))|ground(?:s|ed|ing)(?= (?:its|the|all|their|\w+ (?:drones|fleet|robotaxis)))",
    ),
    (
        Family.CEASE,
        "break-off",
        False,
        rf"(?:dump|bin|jettison|ditch|junk|nix|can(?=n)|spik|tor?pedo|oust|retir|dissolv|disband|forgo|forsw\w+"
        rf"|forswear"
        rf"|surrender|relinquish)(?:s|es|ned|ed|ing|ped|ping)?(?= (?:{_TOOL}|[A-Z]))"
        r"|(?:cut(?:s|ting)?|sever(?:s|ed|ing)?|break(?:s|ing)?|broke|end(?:s|ed|ing)?) (?:all |off |its "
        r"|their )*(?:ties"
        r"|links|relations|work|dealings|business|partnership|contract|agreement)(?: with)?"
        r"|(?:let(?:s|ting)?|allow(?:s|ed|ing)?) (?:[\w'’-]+ ){0,5}?(?:contract|deal|agreement|subscription"
        r"|licen[cs]e)"
        r" (?:\w+ ){0,4}?(?:lapse|expire|run out|end)|(?:not|n['’]t) (?:to )?renew(?:ed)?\b|wash(?:es|ed"
        r"|ing)? (?:its|their)"
        r" hands of|call(?:s|ed|ing)? it quits|call(?:s|ed|ing)? time on|draw(?:s|n|ing)? a line under|back(?:s"
        r"|ed|ing)?"
        r" out of|back(?:s|ed|ing)? away from|distanc(?:e|es|ed|ing) (?:itself|themselves) from|pull(?:s|ed"
        r"|ing)? back from"
        r"|took (?:[\w'’-]+ ){1,6}?out of (?:service|use|operation)|tak(?:e|es|en"
        r"|ing) (?:[\w'’-]+ ){1,6}?out of (?:service"
        r"|use|operation)|bring(?:s|ing)? (?:[\w'’-]+ ){1,6}?to an end|brought (?:[\w'’-]+ ){1,6}?to an end"
        r"|do(?:es|ne|ing)? without|did without|divest(?:s|ed|ing)?|power(?:s|ed|ing)? down"
        r"|no more(?= (?:[a-z]+ (?:for|to|at)))"
        r"|scal(?:e|es|ed|ing) (?:back|down)|dial(?:s|led|ed|ling|ing)? (?:back|down)|par(?:e|es|ed|ing) back",
    ),
    (
        Family.WITHHOLD,
        "keep-back",
        False,
        r"(?:keep(?:s|ing)?|kept|hold(?:s|ing)?|held) (?:[\w'’-]+ ){1,6}?(?:under wraps|to (?:itself"
        r"|themselves)|in[- ]house"
        r"|private|secret|back|locked (?:up|away)|out of (?:the )?(?:hands|reach)|from (?:the )?(?:public"
        r"|market|users))\b"
        r"|sit(?:s|ting)? on (?:the|its)|sat on (?:the|its)|(?:too dangerous|too risky|not ready) to (?:release"
        r"|launch"
        r"|publish|sell|deploy)|stop(?:s|ped|ping)? short of (?:releas|launch|sell|offer|publish|deploy)\w*ing"
        r"|balk(?:s|ed|ing)? at|turn(?:s|ed|ing)? down(?= (?:a |the |its |police |military |requests|contracts))"
        r"|(?:has|have|had) (?:so far |yet )?(?:not|n['’]t|never) (?:yet )?(?:been )?(?:releas|launch|sold|ship"
        r"|offer|publish"
        r"|roll|open)\w*|(?:hasn|haven|hadn)['’]t (?:yet )?(?:releas|launch|sold|ship|offer|publish|roll)\w*",
    ),
    (
        Family.LIMIT,
        "put-limits",
        True,
        r"(?:put(?:s|ting)?|plac(?:e|es|ed|ing)|set(?:s|ting)?|impos(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)"
        r"|adopt(?:s|ed"
        r"|ing)?|announc(?:e|es|ed|ing)|add(?:s|ed|ing)?|issu(?:e|es|ed|ing)) (?:[\w'’-]+ ){0,4}?(?:limits?|caps?"
        r"|restrictions?|curbs?|constraints|guardrails|fences?|shackles|sanctions) (?:on|around|against|for|of|to)\b"
        r"|(?:age|geo)-?(?:gat|fenc|block|restrict)(?:e|es|ed|ing)|ring-?fenc(?:e|es|ed|ing)|ration(?:s|ed|ing)"
        r"|throttl(?:e|es|ed|ing)|cap(?:s|ped|ping)(?= (?:the|its|how|use|sales|exports|access|daily|chats|time))"
        r"|confin(?:e|es|ed|ing)|hem(?:s|med) in|hamstr\w+|toughen(?:s|ed|ing)?(?= (?:its|the|rules|controls"
        r"|limits))",
    ),
    (
        Family.REVIEW,
        "needs-permission",
        True,
        rf"(?:must|has to|have to|had to|will have to|needs? to|will need to|required to|obliged to|told to"
        rf"|ordered to|would"
        rf" have to) (?:first |now |also |always )*(?:get|obtain|seek|secure|win|gain|apply for|ask for|have"
        rf"|receive|show"
        rf"|pass|undergo|submit to|carry out|conduct|complete|do|perform|request|file)"
        rf" {_WORDS}{{0,5}}?{_PERMISSION}\b"
        rf"|(?:need(?:s|ed)?|requir(?:e|es|ed|ing)|subject to|conditional on|contingent on|dependent on) (?:a "
        rf"|an |the |its "
        rf"|their |both |city |state |extra |additional |tighter |stricter |separate )*{_PERMISSION}\b",
    ),
    (
        Family.REVIEW,
        "must-be-checked",
        True,
        r"(?:must|has to|have to|had to|will have to|needs? to|will need to|required to|would have to"
        r"|to) (?:first |now |also "
        r"|always |all )*be (?:\w+ly )?(?:approved|cleared|vetted|reviewed|checked|signed off|tested|audited|assessed"
        r"|certified|labell?ed|marked|watermarked|registered|disclosed|verified|supervised|overseen|inspected"
        r"|authori[sz]ed|declared|reported|evaluated)\b"
        r"|(?:without|unless) (?:(?:it|they|he|she|users|the \w+) )?(?:first )?(?:get|obtain|seek|have|win"
        r"|getting|obtaining|seeking|having) (?:[\w'’-]+ ){0,4}?"
        r"(?:approval|permission|consent|clearance|a warrant)|human (?:being )?(?:must|has to|have to)"
        r"|(?:case[- ]by[- ]case) (?:review|basis|approval)|mandatory (?:review|labels?|testing|audits?|disclosure"
        r"|registration|assessments?)"
        r"|on (?:the )?condition that|provided(?: that)?(?= (?:the|a|an|it|they|no|users|each|every)\b)"
        r"|under the (?:eye"
        r"|supervision|oversight|control) of|(?:must|has to|have to|had to|will have to|should|needs? to|are to"
        r"|is to) (?:first "
        r"|always |also |clearly |openly |then )*(?:be told|say|tell|explain|indicate|inform|notify|make clear"
        r"|state|disclose"
        r"|declare|label|mark|document|check|verify|ask|consult|carry out|get|obtain|seek|apply|register|show"
        r"|prove|publish"
        r"|acknowledge|cite|reveal|demonstrate)\b",
    ),
    (
        Family.FINE,
        "penalised",
        True,
        r"(?:penali[sz](?:e|es|ed|ing)|sanction(?:s|ed|ing)(?! (?:by|from|that))(?= [A-Z]| the| a lawyer| two| three)"
        r"|(?:slapp|hit|land|struck)(?:ed)? with (?:a |an )?(?:[\w.,$€£-]+ ){0,6}?(?:fines?|penalt\w+|bill)"
        r"|settl(?:e|es|ed"
        r"|ing) (?:[\w'’-]+ ){0,8}?for (?:about |nearly |more than )?[$€£]?\d)",
    ),
    (
        Family.FINE,
        "fine-noun",
        True,
        r"(?:(?<=\ba )|(?<=\bthe )|(?<=\bits )|(?<=\brecord )|(?<=\bearlier )|(?<=\bbiggest )"
        r"|(?<=\beuro ))fines?\b(?! (?:for"
        r" those|of up|print|line|art))|fines (?:from|by|in)(?= (?:[A-Z]))|in damages|(?:sentenced|condemned|told"
        r"|ordered) to pay",
    ),
    (
        Family.ORDER,
        "made-to-undo",
        True,
        r"(?:must|has to|have to|had to|will have to|required to|made to|forced to|given \w+ \w+ to"
        r"|agree[ds]? to|agreeing"
        r" to|promis\w+ to|undert\w+ to) (?:also |now |first )*(?:delete|destroy|erase|purge|scrub|wipe|unwind"
        r"|hand over|pay"
        r" [$€£\d]|compensate|correct|retrain)\b",
    ),
    (
        Family.EXPORT,
        "needs-licence",
        True,
        r"(?:add(?:s|ed|ing)?|put(?:s|ting)?|plac(?:e|es|ed|ing)) (?:[\w'’&.-]+ ){1,8}?(?:to|on) (?:its|the"
        r"|a) (?:\w+ ){0,3}?"
        r"(?:entity list|blacklist|list of (?:restricted|unverified)|control list|unverified list)|licen[cs](?:e|ing)"
        r" requirements? (?:for|on)|export-?controll?ed|(?:curb|cap|control|restriction"
        r"|limit)s? on (?:\w+ ){0,4}?(?:exports?"
        r"|shipments?|chip sales)|choke off (?:\w+ )?(?:supply|supplies|exports?)",
    ),
)  # fmt: skip
"""Set phrases for a restriction; they go after the plain verbs, which win where both fit."""
