"""Words of English health texts that readers misread, or that translate into something else.

Tables for editors: what to look for, why it is dangerous, and what to write instead.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Danger:
    """A word or phrase to keep out of the source. `pattern` is a regular expression."""

    pattern: str
    why: str
    instead: str


_MEDICINE = (
    r"(?:medicines?|medications?|doses?|pills?|tablets?|drugs?|aspirin|warfarin|insulin|metformin)"
)

# From the library's termbase (words that are ambiguous in English) and from reported accidents:
# "once" read as the Spanish "once", eleven; "hold" translated as "keep taking".
DANGERS = (
    Danger(r"\bat once\b", '"once" is 11 in Spanish', '"right away"'),
    Danger(r"\bonce\b", '"once" is 11 in Spanish, and also means "after"', '"1 time" or "after"'),
    Danger(
        rf"\bhold(?:ing)? (?:off )?(?:on )?(?:\w+ ){{0,4}}{_MEDICINE}\b",
        '"hold" a medicine is read as "keep taking" it',
        '"stop taking … only if your team tells you"',
    ),
    Danger(
        r"\bskip(?:s|ped|ping)?\b",
        '"skip" is read as "jump", and of a dose as "stop"',
        '"do not take"',
    ),
    Danger(
        r"\b(?:as|if|when) needed\b|\bp\.?r\.?n\.?(?=\W)",
        "it does not say when, nor how often",
        "the sign, and the most in a day",
    ),
    Danger(
        r"\bdischarg(?:e|es|ed|ing)\b",
        '"discharge" is leaving the hospital, and also pus',
        '"go home", or "pus" or "fluid"',
    ),
    Danger(
        r"\b(?:positive|negative) (?:test|result|scan|biopsy|finding)s?\b"
        r"|\b(?:test|result|scan|biopsy|finding)s?(?: \w+)? (?:is|are|was|were|comes? back) "
        r"(?:positive|negative)\b|\btests? (?:positive|negative)\b",
        "a positive result sounds like good news",
        "what was found, or that it was not found",
    ),
    Danger(
        r"\b(?:over|above|under|below|more than|less than) \d{2,3}(?:\.\d)? ?"
        r"(?:°|degrees\b|[FC]\b)",
        "readers and translators differ on whether the number itself counts",
        '"… or higher" or "… or lower"',
    ),
    Danger(
        r"\bdraw(?:s|ing)? (?:\w+ )?blood\b", '"draw" is read as "make a picture"', '"take blood"'
    ),
    Danger(
        r"\bpass(?:es|ed|ing)? (?:urine|water|stools?|gas|motions?)\b",
        '"pass" is read as "go by" or "hand over"',
        '"urinate (pee)" or "poop"',
    ),
    Danger(r"\bstools?\b(?! softener)", '"stool" is also a chair', '"poop" or "bowel movement"'),
    Danger(
        r"\b(?:illegal |street )?drugs?\b(?! use| store)", '"drug" is read as illegal', '"medicine"'
    ),
    Danger(
        r"\bq\.?[dhi]\.?d?\.(?=\W)|\b(?:bid|tid|qid|QD|BID|TID|QID)\b|\bb\.i\.d\b|\bt\.i\.d\b",
        "Latin abbreviations of doses are misread",
        '"2 times a day"',
    ),
    Danger(r"\bmcg\b|\bµg\b|\bμg\b", "it is misread as mg, 1,000 times as much", '"microgram"'),
    Danger(
        r"\bmonitor(?:s|ed|ing)? (?:your|the|for)\b",
        "it does not say what to do",
        '"check … each day"',
    ),
)

# Claims that no treatment keeps for everyone.
CLAIMS = (
    r"\bsafe and effective\b",
    r"\bcompletely safe\b|\b(?:100|one hundred) ?(?:%|percent) (?:safe|effective)\b",
    r"\brisk[- ]free\b|\bno side effects\b|\bwithout (?:any )?side effects\b",
    r"\bguarantee(?:s|d)? (?:a |your |to )?(?:cures?|results?|recovery|success|heal|work)\b",
    r"\bmiracle\b",
)

# Medicines that readers stop on their own and must not. Names, or what people call the group.
STOPPED = (
    "anticoagulants?", "anti-inflammator(?:y|ies)", "apixaban", "aspirin",
    "blood[- ]thinn(?:er|ing)s?", "clopidogrel", "dabigatran", "heparin", "ibuprofen", "insulin",
    "medications?", "medicines?", "metformin", "naproxen", "NSAIDs?", "pain relievers?", "pills?",
    "rivaroxaban", "steroids?", "tablets?", "warfarin",
)  # fmt: skip

# Redness that shows on light skin only, and the words that speak of other skin.
REDNESS = (
    r"\bredness\b|\breddish\b|\breddened\b"
    r"|\bred(?:der)? (?:skin|streaks?|patch(?:es)?|areas?|rash|lines?)\b"
    r"|\b(?:skin|area|wound|cut|site)s? (?:\w+ )?(?:is|are|looks?|turns?|becomes?|gets?|goes) "
    r"(?:\w+ )?red(?:der)?\b"
)
OTHER_SKIN = (
    r"\b(?:black|brown|dark|darker|deeper|all|any|every) (?:and \w+ |or \w+ )?skin\b"
    r"|\bskin (?:tones?|colou?rs?)\b|\bchanges? in (?:the )?colou?r\b"
)

# Numbers that are to be digits. "One" is mostly no number; it counts before a unit only.
NUMBER_WORDS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundreds?", "thousands?",
    "millions?", "dozens?", "twice",
)  # fmt: skip
COUNTED = (
    "second", "minute", "hour", "day", "night", "week", "month", "year", "time", "dose", "tablet",
    "pill", "capsule", "drop", "teaspoon", "tablespoon", "puff", "glass", "cup", "liter", "litre",
    "milligram", "microgram", "gram", "inch", "point", "percent",
)  # fmt: skip
