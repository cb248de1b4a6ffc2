"""The table of triggers: per row its family, its rule's name, whether it is strong, and the words."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """What a trigger says by itself, before actor, clock and condition decide the kind of restriction."""

    BAN = "ban"
    CLOCK = "clock"
    LIMIT = "limit"
    CEASE = "cease"
    WITHHOLD = "withhold"
    DENY = "deny"
    ORDER = "order"
    FINE = "fine"
    REVIEW = "review"
    EXPORT = "export"
    LIFT = "lift"


SUPPLY = (
    r"(?:sell|provid|offer|suppl[yi]|licen[sc]|develop|research|mak|allow|permit|us|deploy|train|collect|ship"
    r"|export|releas|launch|roll|accept|publish"
    r"|buy|purchas|renew|shar|work|support|let|enabl|operat|test|run|process|scrap|generat|produc|serv|process"
    r"|market|distribut|build|creat|acquir|contract"
    r"|bid|consider|review|implement|install|fund|procur|giv|grant|hir|employ|adopt|pursu|continu|screen|record"
    r"|host|show|display|monetiz|put|plac|contribut|admit|feed|enter|input|submit|upload|partner)"
)
_GERUND = SUPPLY + r"(?:t|p|n|l)?ing"
_BASE = SUPPLY + r"(?:e|y)?"
_OF = r"(?:the |its |their |all |any |some |most |further |new |public |police |government |commercial |planned )*"
_DEED = (
    r"(?:sales?|use|usage|development|research|access|support|supply|supplies|provision|deployment|rollout"
    r"|roll-out|roll out|launch|release|shipments?|exports?|testing|trials?"
    r"|pilots?|program(?:me)?s?|work|contracts?|deal|partnership|collection|processing|training|operations?"
    r"|service|availability|licen[sc]ing|orders?|purchases?|plans?|projects?|scans?|business|features?|permits?"
    r"|licen[cs]es?|approvals?|authori[sz]ations?|units?|division|team|effort|experiments?|tests|app|apps"
    r"|tools?|chatbot|bot|system|systems|models?|software|app)"
)
BANWORD = (
    r"(?:bans?|moratori(?:um|a)|prohibitions?|freezes?|pauses?|suspensions?|block|halts?|restrictions?|curbs?"
    r"|controls?|limits?|embargo|blackout|stop|outlawing)"
)
_REVIEWED = (
    r"(?:(?:fundamental[- ]rights |algorithmic |bias |privacy |safety |risk |impact |independent |annual "
    r"|third-party |human |legal |ethics |ethical |security |prior |pre-deployment |federal |additional "
    r"|stricter |external |internal |written |mandatory )*"
    r"(?:impact assessments?|assessments?|audits?|reviews?|oversight|approvals?|sign-off|warrants?|licen[cs]es?"
    r"|permits?|registration|disclosures?|labels?|labell?ing|watermarks?|testing|"
    r"safety tests?|evaluations?|certification|clearance|vetting|court orders?|authori[sz]ation|notice"
    r"|reporting|public hearings?|safety plans?|transparency reports?|inventor(?:y|ies)|review factors"
    r"|red-teaming))"
)
_LIFTING = (
    r"(?:lift|lifts|lifted|lifting|repeal\w*|rescind\w*|revers(?:e|es|ed|ing)|overturn\w*|revok\w+|end|ends|ended"
    r"|ending|drop|drops|dropped|dropping|eas(?:e|es|ed|ing)|relax\w*|scrap\w*|abandon\w*|undo|undid|undone"
    r"|strik\w+ down|struck down|annul\w*|remov(?:e|es|ed|ing)|roll\w* back|loosen\w*|walk\w* back|withdr[ae]w\w*"
    r"|cancel\w*|quash\w*)"
)

ROWS: tuple[tuple[Family, str, bool, str], ...] = (
    (
        Family.LIFT,
        "lift-restriction",
        True,
        (
            rf"{_LIFTING} (?:\w+[- ]){{0,5}}?(?:bans?|moratorium|prohibition|pause|suspension|freeze|restrictions?"
            rf"|curbs|controls|block)\b"
        ),
    ),
    (
        Family.LIFT,
        "lift-rule",
        True,
        (
            r"(?:lift|lifts|lifted|lifting|rescind\w*|repeal\w*|revok\w+|scrapp\w+|giv\w+ up|gave up|abandon\w+"
            r"|withdr[ae]w\w*|undo\w*|overturn\w*|ditch\w*|ax(?:es|ed)|loosen\w*|relax\w*|eas(?:es|ed"
            r"|ing)) (?:[\w'’-]+ ){0,5}?(?:rules?|requirements?|curbs|practice|policy|limits?|restrictions?|law"
            r"|ordinance|order|controls?)\b"
        ),
    ),
    (
        Family.LIFT,
        "restriction-ran-out",
        True,
        (
            r"(?:ban|moratorium|prohibition|pause|suspension|freeze) (?:[\w'’-]+ ){0,10}?(?:expired|lapsed|ran out"
            r"|was lifted|has been lifted|were lifted|was repealed|was overturned|was struck down|has expired"
            r"|was rescinded|was dropped|ended)\b"
        ),
    ),
    (
        Family.LIFT,
        "access-restored",
        True,
        (
            r"(?:restor\w+|resum\w+|reinstat\w+|unblock\w*|re-?open\w*|bring\w* back"
            r"|brought back) (?:\w+ ){0,3}?(?:access|service|services|availability|sales|shipments|testing|operations"
            r"|chatgpt|the app|the chatbot)\b"
        ),
    ),
    (
        Family.EXPORT,
        "export-controls",
        True,
        (
            r"(?:export|trade|chip|semiconductor|shipment|technology)[- ](?:(?:export|license|licence|licensing"
            r"|sales?) )?(?:controls?|curbs?|restrictions?|bans?|rules?|limits?|blacklists?|prohibitions?"
            r"|licen[cs]\w+ (?:requirements?|rules?)|embargo|crackdown)"
        ),
    ),
    (Family.EXPORT, "listed-entity", True, r"(?:\w+ )?entity list|trade blacklist|export blacklist"),
    (
        Family.EXPORT,
        "export-licence",
        True,
        (
            r"(?:require\w*|need\w*|impos\w+"
            r"|mandat\w+) (?:\w+ ){0,4}?(?:export )?licen[cs]\w+ (?:\w+ ){0,4}?(?:to (?:sell|ship|export|supply)"
            r"|for (?:exports?|shipments?|sales?|the (?:sale|export)))"
        ),
    ),
    (
        Family.EXPORT,
        "export-stop",
        True,
        (
            r"(?:restrict|bann?|block|halt|curb|prohibit|stopp?|forbid|limit|barr?)(?:s|ed|ing|bade"
            r"|den)? (?:[\w'’-]+ ){0,4}?(?:exports?|shipments?|exporting|shipping)\b"
        ),
    ),
    (
        Family.FINE,
        "fined",
        True,
        (
            r"fin(?:ed|es|ing)(?= (?:[A-Z]|the |a |an |its |over|more|for|by|in|[$€£\d]))|(?:impos\w+"
            r"|issu\w+|levi\w+|hand\w* (?:down|out)|slapp\w*|hit\w*|announc\w+) (?:\w+ ){0,4}?(?:with )?(?:an? "
            r"|the )?(?:[\w.,$€£-]+ ){0,6}?(?:fines?|penalt(?:y|ies))\b(?! (?:of )?up to)"
        ),
    ),
    (
        Family.FINE,
        "fine-of",
        True,
        r"(?:fines?|penalt(?:y|ies)) (?:of|totall?ing|worth) (?:up to )?(?:about |nearly |more than )?[$€£]?\d",
    ),
    (
        Family.FINE,
        "agreed-to-pay",
        True,
        (
            r"(?:agree[ds]?|ordered|will have|must|forced|has) to pay|will pay(?= (?:[$€£\d]))|pay(?:ing"
            r"|s)? a (?:\S+ ){0,3}?(?:fine|penalty)"
        ),
    ),
    (
        Family.BAN,
        "ordered-to-stop",
        True,
        (
            r"(?:order(?:s|ed|ing)?|direct(?:s|ed|ing)|instruct(?:s|ed|ing)?|command(?:s|ed|ing)|told|tells?|telling"
            r"|forc(?:e|es|ed|ing)|compel(?:s|led|ling)?|requir(?:e|es|ed|ing)|given|gives?|gave|ask(?:s|ed) (?:its "
            r"|their |all |the )?(?:\w+ )?(?:staff|employees|workers|officials|agencies|departments|contractors"
            r"|app stores)) (?:[\w'’.,&-]+ ){0,18}?(?:not to|to (?:immediately |temporarily |permanently |all )*(?:stop"
            r"|block|keep|suspend|halt|cease|pause|uninstall|disable|end|withdraw|refrain|shut|limit|restrict"
            r"|discontinue|pull|freeze|avoid|ban|remove|stay (?:off|away)|switch off|take (?:it|them|the app) (?:down"
            r"|offline)|quit|desist|take (?:\w+ ){1,4}?(?:out of|off)))\b"
        ),
    ),
    (
        Family.BAN,
        "made-illegal",
        True,
        (
            r"(?:mak(?:e|es|ing)|made|declar\w+|rul(?:es|ed)|is|are|become|becomes"
            r"|became) (?:[\w'’-]+ ){0,9}?(?:illegal|unlawful|a (?:crime|felony|misdemeanou?r|criminal offen[cs]e))\b"
        ),
    ),
    (
        Family.BAN,
        "turned-away",
        False,
        (
            r"(?:turn(?:s|ed|ing)? away|clos(?:es|ed|ing) (?:its|their) doors|shut(?:s|ting)? out|lock(?:s|ed|ing)? out"
            r"|bar the door|show(?:s|ed|n)? the door|exclud(?:es|ed|ing)|does away with|do away with|did away with"
            r"|doing away with|prevent(?:s|ed|ing)? (?:[\w'’-]+ ){1,6}?from|keep(?:s"
            r"|ing)? (?:[\w'’-]+ ){1,6}?from(?= \w+ing)|kept (?:[\w'’-]+ ){1,6}?from(?= \w+ing)|(?:keep|keeps"
            r"|keeping|kept) (?:[\w'’-]+ ){1,6}?(?:away )?from"
            r"(?= (?:the public|police|law|its|all|any|most|users|customers|China|Chinese|Russia|European"
            r"|children|minors"
            r"|teen\w*|students|government|federal)\b)|stop(?:s|ped"
            r"|ping)? (?:[\w'’-]+ ){1,7}?from(?= \w+ing)|rul(?:es|ed|ing) out(?= (?:us|its use|the use|sell|any use"
            r"|supply|work|buy|deploy))|stay(?:s|ed|ing)? away from|keep(?:s|ing)? (?:\w+ )?(?:hands|distance) (?:off"
            r"|from)|yank(?:s|ed|ing)?|put(?:s|ting)? (?:a |an )?(?:\w+ )?end to|call(?:s|ed|ing)? (?:a )?halt to"
            r"|hold(?:s|ing)? back|held back|keep(?:s|ing)? back|pull(?:s|ed|ing)? the plug|put(?:s|ting)? the brakes"
            r"|say(?:s|ing)? no to|said no to|steer(?:s|ed)? clear|swear(?:s)? off|swore off|refrain(?:s|ed|ing)? from"
            r"|renounc(?:e|es|ed|ing)|foreswear\w*|dispens\w+ with|strip(?:s|ped|ping)?|lose access|bow(?:s|ed) out"
            r"|opt(?:s|ed) out|purg(?:es|ed)|eject(?:s|ed)|evict(?:s|ed)|fenc(?:es|ed) off|wall(?:s|ed) off|part(?:s|ed"
            r"|ing) (?:ways|company) with|hit(?:s)? pause|go(?:es)? without|clos(?:es?|ed|ing) (?:\w+ ){0,2}(?:to|door)"
            r"|shuts? (?:its |the )?\w+ to|suppress(?:es|ed)|rule[ds]? out(?= (?:us|buy|sell)))"
        ),
    ),
    (
        Family.BAN,
        "bring-bar",
        True,
        (
            r"(?:bann?(?:ed|ing)|bans?|barr(?:ed|ing)|bars(?! (?:and|association))|prohibit(?:s|ed|ing)?|forbid(?:s|den"
            r"|ding)?|forbade|outlaw(?:s|ed|ing)?|disallow(?:s|ed|ing)?|blacklist(?:s|ed|ing)?|blocklist\w*|proscrib\w+"
            r"|criminali[sz]\w+|ban|bar(?= (?:[a-z]+ ){0,2}?(?:the |its |police|use|any|all|compan|agenc|employ"
            r"|officers|students|users|vendors|contract|tech|law|facial|from))|moratoriums?|moratoria|prohibitions?"
            r"|embargo(?:e[sd])?)(?! on (?:any |new |most |the |all )*(?:state|local|states|city|cities|enforc\w+"
            r"|regulat\w+|laws|rules|ai (?:laws|rules|regulat))\b)"
        ),
    ),
    (
        Family.ORDER,
        "ordered-to",
        True,
        (
            r"(?:order(?:s|ed|ing)?|direct(?:s|ed|ing)|instruct(?:s|ed|ing)?|command(?:s|ed|ing)|told|tells?|forc(?:e"
            r"|es|ed|ing)|compel(?:s|led|ling)?|requir(?:e|es|ed|ing)|demand(?:s|ed"
            r"|ing)? that) (?:[\w'’.,&-]+ ){0,18}?(?:to )(?:immediately |temporarily |permanently )?(?:delete"
            r"|destroy|wipe|scrub"
            r"|erase|comply|fix|recall|hand over|purge|pay|overhaul|change|correct)\b"
        ),
    ),
    (
        Family.ORDER,
        "order-noun",
        True,
        (
            r"cease[- ]and[- ]desist|(?:emergency|enforcement|interim|injunction|consent|stop-processing|proposed"
            r"|urgent|provisional|binding) (?:order|injunction|notice|decree|measure)s?|injunctions?|enjoin(?:s|ed"
            r"|ing)?|(?:issu\w+|sign\w+|serv\w+) an? (?:\w+ ){0,2}?orders?|recall(?:s|ed|ing)?(?= (?:\w))"
        ),
    ),
    (
        Family.CLOCK,
        "pause",
        True,
        (
            r"(?:suspend(?:s|ed|ing)?|suspensions?|paus(?:e|es|ed|ing)|halt(?:s|ed|ing)?|fr[eo]{1,2}z(?:e|es|en|ing)"
            r"|(?:put|puts|putting|plac\w+|is|are|was|were|been|remains?|stays?) (?:\w+ ){0,6}?on (?:hold|pause"
            r"|ice)|temporar(?:y"
            r"|ily) \w+(?:s|ed|ing)|time-?out)"
        ),
    ),
    (
        Family.CEASE,
        "stop-doing",
        True,
        (
            rf"(?:stop|stops|stopped|stopping|ceas(?:e|es|ed|ing)|quit|quits|quitting|discontinu(?:e|es|ed|ing)"
            rf"|halt(?:s|ed|ing)?|end|ends|ended|ending|paus(?:e|es|ed|ing)|suspend(?:s|ed|ing)?|refrain\w* from"
            rf"|give up|gives up|gave up|giving up|avoid) (?:outright |all |any |both |immediately |also "
            rf"|entirely )*{_GERUND}\b"
        ),
    ),
    (
        Family.CEASE,
        "end-deed",
        True,
        (
            rf"(?:stop|stops|stopped|stopping|ceas(?:e|es|ed|ing)|discontinu(?:e|es|ed|ing)|end|ends|ended|ending"
            rf"|cancel\w*|terminat(?:e|es|ed|ing)|scrapp?\w*|abandon(?:s|ed|ing)?|drop(?:s|ped|ping)?|axe[sd]?"
            rf"|shelv(?:e|es|ed|ing)|withdr(?:aw|aws|ew|awn|awing)|pull(?:s|ed|ing)?|delay(?:s|ed|ing)?|postpon(?:e|es"
            rf"|ed|ing)|withh(?:old|olds|eld|olding)|kill(?:s|ed|ing)?|sunset\w*|phas(?:e|es|ed|ing) out|wind(?:s"
            rf"|ing)? down|wound down|cut(?:s|ting)? off|shut(?:s|ting)? (?:down|off)|switch(?:es|ed|ing)? off|turn(?:s"
            rf"|ed|ing)? off|disabl(?:e|es|ed|ing)|revok(?:e|es|ed|ing)) {_OF}(?:[\w'’-]+ ){{0,4}}?{_DEED}\b"
        ),
    ),
    (
        Family.CEASE,
        "stop-anything",
        False,
        (
            r"(?:stop|stops|stopped|stopping|ceas(?:e|es|ed|ing)|quit|quits|quitting|end|ends|ended|ending|halt(?:s|ed"
            r"|ing)?|paus(?:e|es|ed|ing)|suspend(?:s|ed|ing)?) (?:[\w'’-]+ly )?(?!being|going|during|nothing|anything"
            r"|something|hiring|recruiting|trying|following|according|including)[a-z]+ing\b"
        ),
    ),
    (
        Family.CEASE,
        "leave-market",
        True,
        (
            r"(?:exit(?:s|ed|ing)?|leav(?:e|es|ing)|left|get(?:s|ting)? out of|got out of|walk(?:s|ed|ing)? away from"
            r"|pull(?:s|ed|ing)? out of|step(?:s|ped|ping)? (?:back|away) from|quit|quits|abandon(?:s|ed|ing)?"
            r"|bow\w* out of|withdr(?:aw|aws|ew|awn|awing) from|turn\w* (?:its"
            r"|their) back on) (?:[\w'’-]+ ){0,5}?(?:business|market|field|sector|technology|recognition|software|work"
            r"|project|contract|tech)\b"
        ),
    ),
    (
        Family.CEASE,
        "take-away",
        False,
        (
            r"(?:discontinu(?:e|es|ed|ing)|retir(?:e|es|ed|ing)|withdr(?:aw|aws|ew|awn|awing)|pull(?:s|ed|ing)?"
            r"|remov(?:e|es|ed|ing)|scrap(?:s|ped|ping)?|shelv(?:e|es|ed|ing)|abandon(?:s|ed|ing)?|disabl(?:e|es|ed"
            r"|ing)|drop(?:s|ped|ping)?|ditch(?:es|ed|ing)?|(?:shut|shuts|shutting|shuttered|tak(?:e|es|ing)|took"
            r"|taken)(?: \w+){0,3}? (?:down|offline)|switch(?:es|ed|ing)? off|turn(?:s|ed|ing)? off|shut(?:s"
            r"|ting)? (?:down|off)|phas(?:e|es|ed|ing) out|withh(?:old|olds|eld|olding)|(?:take|takes|taking|took"
            r"|taken) (?:\w+ ){0,3}?(?:down|offline|off)|retract\w*|unplug\w*|decommission\w*|deactivat\w+|uninstall\w*"
            r"|mothball\w*|halv\w+|delet(?:e|es|ed|ing)|end(?:s|ed|ing)?|stop(?:s|ped|ping)?|ceas(?:e|es|ed|ing)"
            r"|geo-?block\w*|kick\w* off|throw\w* off|threw off|delist\w*|mut(?:e|es|ed|ing))"
        ),
    ),
    (
        Family.LIMIT,
        "limit",
        False,
        (
            r"(?:block(?:s|ed|ing)?|restrict(?:s|ed|ing)?|limit(?:s|ed|ing)?|curb(?:s|ed|ing)?|curtail(?:s|ed|ing)?"
            r"|tighten(?:s|ed|ing)?|restrictions?|curbs?|den(?:y|ies|ied|ying)(?= (?:[\w'’-]+ ){0,3}?(?:access"
            r"|use|entry|service|permission"
            r"|permits?|licen[cs]))|cut(?:s|ting)? off|crack(?:s|ed"
            r"|ing)? down|clamp(?:s|ed|ing)? down|crackdown|clampdown|off[- ]limits|rein(?:s|ed|ing)? in|closes"
            r"|closed off|close(?= \w+ to))"
        ),
    ),
    (
        Family.WITHHOLD,
        "will-not",
        True,
        (
            rf"(?:(?:will|would|does|do|shall|is|are|has|have) (?:currently |also |now |simply )?(?:not|never"
            rf"|no longer)|won['’]t|wouldn['’]t|doesn['’]t|don['’]t|no longer|not going to|never|vow\w* (?:\w+ )?not to"
            rf"|pledg\w+ not to|promis\w+ not to|decid\w+ (?:not to|against)|agree\w* not to|commit\w* not to"
            rf"|chose not to|chosen not to|opt\w* not to) (?:be (?=(?:offer|sell|provid|releas|mak|support|launch"
            rf"|accept)\w*ing))?(?:currently |knowingly |yet |also |be )?(?:{_BASE}|{_GERUND}|sells|offers|provides"
            rf"|accepts|allows|supports|available|released|offered|sold|supported)\b"
        ),
    ),
    (
        Family.WITHHOLD,
        "refuse-to",
        True,
        rf"(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|opt(?:s|ed|ing)? out of) (?:to )?(?:{_BASE}|{_GERUND})\b",
    ),
    (
        Family.DENY,
        "not-allowed",
        True,
        (
            r"(?:agree[sd]?|pledg(?:es|ed|ing)|promis(?:es|ed|ing)|vow(?:s|ed|ing)?|commit(?:s|ted|ting)?|decid(?:es|ed"
            r"|ing)|cho(?:ose|ses|se|sen)|undert(?:akes|ook|aken)) (?:[\w'’-]+ ){0,3}?(?:not to|against(?! (?:a"
            r"|any|the) (?:rule|ban|bill|moratorium|law))) \w+|(?:(?:may"
            r"|must|can|could|should|shall|will|would|are|is|was|were) (?:not|no longer|never|neither|only)|cannot"
            r"|can['’]t|mustn['’]t|aren['’]t|isn['’]t|won['’]t) (?:be )?(?:able to |to be |allowed to "
            r"|permitted to )?(?:used?|train(?:ed)?|reach|impersonate|make|made|provide[d]?|offer(?:ed)?|buy"
            r"|collect(?:ed)?|operate[d]?|copy|copied|clone[d]?|scrape[d]?|record|arrest|deny|decide|replace[d]?|apply"
            r"|applied|display(?:ed)?|include[d]?|contain|show|host(?:ed)?|distribute[d]?|generated|created|published"
            r"|written|fed|entered|shared|uploaded|submitted|installed|named|legal|lawful|welcome|allowed|permitted"
            r"|deployed?|sold|submit|upload|enter|input|list(?:ed)?|rely|credited|copyrighted|employ|run|install|access"
            r"|accepted|made available|eligible|generate|write|create|publish|feed|identify|scan|share)\b|off[- ]limits"
            r"|(?:keep|kept|keeps|keeping) (?:[\w'’,-]+ ){1,12}?(?:off|out of)\b"
        ),
    ),
    (
        Family.REVIEW,
        "requires-review",
        True,
        (
            rf"(?:requir(?:e|es|ed|ing)|mandat(?:e|es|ed|ing)|must|demand(?:s|ed|ing)?|impos(?:e|es|ed|ing)"
            rf"|introduc(?:e|es|ed|ing)|oblig(?:e|es|ed|ing)|order(?:s|ed|ing)?|forc(?:e|es|ed|ing)|undergo\w*"
            rf"|subject(?:ed|s)? (?:\w+ )?to|put in place|set(?:s|ting)? up"
            rf"|conduct) (?:[\w'’.,&-]+ ){{0,12}}?{_REVIEWED}\b"
        ),
    ),
    (
        Family.REVIEW,
        "depends-on-application",
        True,
        (
            r"(?:depend(?:s|ing)? on|conditional on|contingent on|only (?:after|with|following)|subject to) (?:an? "
            r"|the |prior |its )?(?:\w+ ){0,2}?(?:application|approval|review|vetting|assessment|audit|permission"
            r"|sign-off|licen[cs]e|authori[sz]ation|registration)\b"
        ),
    ),
    (
        Family.REVIEW,
        "must-disclose",
        True,
        (
            r"(?:requir\w+|must|mandat\w+|ordered|ask(?:s|ed)|oblig\w+|compel\w*|forc\w+|made to|tell(?:s)?"
            r"|told) (?:[\w'’.,&-]+ ){0,12}?(?:have (?:[\w'’-]+ ){1,6}?(?:audited|reviewed|assessed|tested|checked"
            r"|certified)|disclos\w+|say so|indicat\w+|reveal|explain|declare|label\w*|watermark\w*|register"
            r"|notify|report|obtain|assess|audit"
            r"|test|evaluate|certify|document|publish)\b"
        ),
    ),
)
