# ruff: noqa: E501 - each style stands on one line
"""Ways to hide the disclaimer, by style sheets and attributes; and styles that only look so."""

from __future__ import annotations

import pytest

from polyclinic.check import css
from polyclinic.check.css import SCREENS, WORLDS
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.rules import (
    dsc002_visible,
    dsc003_printed,
    dsc004_labelled,
    dsc006_slots,
    dsc009_short_form,
)
from polyclinic.check.visibility import where
from sight_fixtures import framed, whole

HIDING = {
    "clip-path inset 50": "section{clip-path:inset(50%)}",
    "clip-path inset 0 0 100% 0": "section{clip-path:inset(0 0 100% 0)}",
    "clip-path inset px": "section{clip-path:inset(0 0 9999px 0)}",
    "clip-path polygon degenerate": "section{clip-path:polygon(0 0, 0 0, 0 0)}",
    "clip-path polygon line": "section{clip-path:polygon(0 0, 100% 0, 100% 0)}",
    "clip-path circle tiny": "section{clip-path:circle(1px)}",
    "clip-path circle at far": "section{clip-path:circle(50% at -200% 0)}",
    "clip-path path": 'section{clip-path:path("M0 0")}',
    "clip-path xywh": "section{clip-path:xywh(0 0 0 0)}",
    "clip-path rect": "section{clip-path:rect(0 0 0 0)}",
    "clip-path ellipse second 0": "section{clip-path:ellipse(50% 0)}",
    "mask transparent": "section{mask:linear-gradient(transparent,transparent)}",
    "mask-image": "section{mask-image:linear-gradient(transparent,transparent)}",
    "-webkit-mask": "section{-webkit-mask:linear-gradient(#0000 0 0)}",
    "mask-size 0": "section{mask-image:url(x.svg);mask-size:0 0;mask-repeat:no-repeat}",
    "transform scale0": "section{transform:scale(0)}",
    "transform scaleX0": "section{transform:scaleX(0)}",
    "scale prop": "section{scale:0}",
    "matrix": "section{transform:matrix(0,0,0,0,0,0)}",
    "matrix move": "section{transform:matrix(1,0,0,1,-9999,0)}",
    "matrix3d": "section{transform:matrix3d(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1)}",
    "rotate prop": "section{rotate:x 90deg}",
    "rotate3d": "section{transform:rotate3d(1,0,0,90deg)}",
    "rotateX turn": "section{transform:rotateX(0.25turn)}",
    "perspective": "section{transform:skewX(90deg)}",
    "skew": "section{transform:skew(89.9deg)}",
    "filter opacity": "section{filter:opacity(0)}",
    "filter opacity pct": "section{filter:opacity(5%)}",
    "filter brightness contrast": "section{filter:contrast(0)}",
    "filter blur": "section{filter:blur(1em)}",
    "backdrop cover none": "section{content-visibility:hidden}",
    "has": "body:has(main) section[data-disclaimer]{display:none}",
    "has not": "section:not(:has(video)){display:none}",
    "layer": "@layer x{section{display:none!important}}section{display:block!important}",
    "supports": "@supports (display:grid){section{display:none}}",
    "supports not": "@supports not (display:nonsense){section{display:none}}",
    "supports and": "@supports (display:grid) and (not (display:inline-nonsense)){section{display:none}}",
    "supports selector": "@supports selector(:has(a)){section{display:none}}",
    "container": "@container (min-width:1px){section{display:none}}",
    "container named": "main{container:c/inline-size}@container c (width>0px){section{display:none}}",
    "nesting": "main{& section{display:none}}",
    "nesting child": "main{> section{display:none}}",
    "nesting deep": "body{main{section{ul{display:none}}}}",
    "nesting amp suffix": "section{&[data-disclaimer]{display:none}}",
    "nesting amp reversed": "section{main &{display:none}}",
    "importance": "section{display:none!important}#page-disclaimer{display:block}",
    "var color": ":root{--a:#fff}section{color:var(--a)}",
    "var fallback": "section{color:var(--nope,#fff)}",
    "currentColor bg": "section{background:currentColor}",
    "bg-color currentcolor": "section{background-color:currentcolor}",
    "color-mix white": "section{color:color-mix(in srgb, white 100%, black)}",
    "color-mix transparent": "section{color:color-mix(in srgb, black, transparent 100%)}",
    "color-mix near": "section{color:color-mix(in srgb, black 3%, white)}",
    "relative color": "section{color:rgb(from black r g b / 0)}",
    "relative hsl": "section{color:hsl(from black h s 100%)}",
    "light-dark": "section{color:light-dark(#fff,#000)}",
    "alpha": "section{color:rgb(0 0 0 / 3%)}",
    "hex alpha": "section{color:#00000005}",
    "hsl": "section{color:hsl(0 0% 99%)}",
    "oklab": "section{color:oklab(0.99 0 0)}",
    "bgimage": "section li{color:#fff;background-image:linear-gradient(#fff,#fff)}",
    "bgimage solid": "section{color:#fff;background:linear-gradient(white,white)}",
    "font-size 0": "section{font-size:0}",
    "font-size 0 em": "section{font-size:0}li{font-size:2em}",
    "font-size calc": "section{font-size:calc(1px * 0)}",
    "font-size min": "section{font-size:min(1rem,1px)}",
    "font-size clamp": "section{font-size:clamp(0px,1px,2px)}",
    "font-size 1px important": "li{font-size:1px!important}",
    "text-indent": "section{text-indent:-9999px}",
    "text-indent pct": "section{text-indent:-200%;white-space:nowrap;overflow:hidden}",
    "text-indent 100%": "section{text-indent:100%;white-space:nowrap;overflow:hidden}",
    "line-height0": "section{line-height:0;overflow:hidden}",
    "max-height0": "section{max-height:0;overflow:hidden}",
    "max-height0 clip": "section{max-height:0;overflow:clip}",
    "height calc": "section{height:calc(1px - 1px);overflow:hidden}",
    "height min": "section{height:min(0px,10px);overflow:hidden}",
    "height contain": "section{contain:size;overflow:hidden}",
    "contain strict": "section{contain:strict}",
    "height0 contain paint": "section{height:0;contain:paint}",
    "contain paint content": "section{max-height:1px;contain:content}",
    "width0": "section{width:0;overflow:hidden}",
    "ancestor height": "main{height:1px;overflow:hidden}",
    "aspect": "section{position:absolute;height:1px;width:1px;overflow:hidden;clip:rect(1px,1px,1px,1px)}",
    "clip auto": "section{position:absolute;clip:rect(0 0 0 0)}",
    "clip rect same": "section{position:fixed;clip:rect(10px,10px,10px,10px)}",
    "writing-mode height": "section{writing-mode:vertical-rl;height:1px;overflow:hidden}",
    "text fill": "section{-webkit-text-fill-color:transparent}",
    "text fill white": "li{-webkit-text-fill-color:#fff}",
    "bidi iso": "li{unicode-bidi:isolate-override;direction:rtl}",
    "first-line": "li::first-line{color:transparent}",
    "first-line size": "section li::first-line{font-size:0}",
    "mq max": "@media (max-width:40rem){section{display:none}}",
    "mq tiny": "@media (max-width:320px){section{display:none}}",
    "mq 390": "@media (min-width:350px) and (max-width:430px){section{display:none}}",
    "mq tablet": "@media (min-width:700px) and (max-width:1100px){section{display:none}}",
    "mq big": "@media (min-width:1600px){section{display:none}}",
    "mq dark": "@media (prefers-color-scheme:dark){section{visibility:hidden}}",
    "mq reduced": "@media (prefers-reduced-motion:reduce){section{display:none}}",
    "mq reduced no": "@media (prefers-reduced-motion:no-preference){section{display:none}}",
    "mq hover none": "@media (hover:none){section{display:none}}",
    "mq coarse": "@media (pointer:coarse){section{display:none}}",
    "mq contrast": "@media (prefers-contrast:more){section{display:none}}",
    "mq forced": "@media (forced-colors:active){section{display:none}}",
    "mq scripting": "@media (scripting:enabled){section{display:none}}",
    "mq portrait": "@media (orientation:portrait){section{display:none}}",
    "mq nested": "@media screen{@media (min-width:1px){section{display:none}}}",
    "mq range": "@media (0px < width < 9999px){section{display:none}}",
    "mq resolution": "@media (min-resolution:1dppx){section{display:none}}",
    "mq aspect": "@media (min-aspect-ratio:1/10){section{display:none}}",
    "mq color": "@media (color){section{display:none}}",
    "mq any": "@media all and (color) and (min-height:1px){section{display:none}}",
    "mq not print": "@media not print{section{display:none}}",
    "print": "@media print{section{display:none}}",
    "print vis": "@media print{section *{visibility:hidden}}",
    "print page": "@media print{section{position:fixed;left:-10000px}}",
    "fixed cover main after": 'main::after{content:"";position:fixed;inset:0;background:#fff}',
    "section after cover": 'section{position:relative}section::after{content:"";position:absolute;inset:0;background:#fff}',
    "before cover": 'section{position:relative}section::before{content:"";position:absolute;top:0;left:0;width:100%;height:100%;background:white}',
    "z -1 under": "section{position:relative;z-index:-1}main{background:#fff}",
    "animation": "@keyframes h{to{opacity:0}}section{animation:h 1s forwards}",
    "animation vis": "@keyframes h{from{visibility:hidden}to{visibility:hidden}}section{animation:h 1s infinite}",
    "float off": "section{float:left;margin-left:-100%}",
    "margin-left -100vw": "section{margin-left:-100vw}",
    "margin-inline-start": "section{margin-inline-start:-9999px}",
    "left -100%": "section{position:absolute;left:-100%}",
    "right -9999": "section{position:absolute;right:-9999px}",
    "inset": "section{position:absolute;inset:-9999px auto auto auto}",
    "left calc": "section{position:absolute;left:calc(-100vw - 100px)}",
    "top 200vh": "section{position:fixed;top:200vh}",
    "bottom -100%": "section{position:fixed;bottom:-100%}",
    "translate": "section{translate:-200vw}",
    "translate3d": "section{transform:translate3d(-9999px,0,0)}",
    "display contents": "section{display:none !important;display:contents}",
    "all": "section{all:unset;display:none}",
    "visibility collapse": "section{visibility:collapse}",
    "white-space nowrap ellipsis": "li{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:1ch}",
    "columns": "section{columns:1;height:1em;overflow:hidden}",
    "line clamp": "section{display:-webkit-box;-webkit-line-clamp:1;-webkit-box-orient:vertical;overflow:hidden}",
    "letter-spacing": "li{letter-spacing:-1em}",
    "letter-spacing huge": "li{letter-spacing:100vw}",
    "word-spacing": "li{word-spacing:-9999px}",
    "color same via inherit": "body{color:#fff;background:#fff}",
    "text-decoration": "li{text-decoration:line-through}",
    "mix-blend": "section{background:#fff;color:#fff;mix-blend-mode:difference}",
    "zoom": "section{zoom:.01}",
    "order/attr": "[aria-labelledby]{display:none}",
    "nth": "main > :nth-last-child(1){display:none}",
    "is": ":is(section,article):where([id]){display:none}",
    "escaped": "#page\\-disclaimer{display:none}",
    "unicode escape": "#\\70 age-disclaimer{display:none}",
    "upper": "SECTION{DISPLAY:NONE}",
    "attr i": '[DATA-DISCLAIMER="FULL" i]{display:none}',
    "scope": "@scope (main) to (nav){section{display:none}}",
    "scope self": "@scope (section){:scope{display:none}}",
    "starting": "section{opacity:0}@starting-style{section{opacity:1}}",
    "property": '@property --o{syntax:"<number>";inherits:true;initial-value:0}section{opacity:var(--o)}',
    "env": "section{opacity:env(nope,0)}",
    "if calc opacity": "section{opacity:calc(0)}",
    "max-width ch": "section{max-width:0;overflow:hidden}",
    "interpolate": "section{interactivity:inert}",
    "user-select none + display": "section{user-select:none;opacity:.01}",
    "opacity pct": "section{opacity:1%}",
    "ul marker": "li{display:none}",
    "text-size-adjust": "section{font:0/0 a}",
    "font shorthand": "li{font:1px/1 serif}",
    "text color by strong": "li{color:#fefefe}",
}
HIDING_ATTRIBUTES = {
    "hidden": [('data-disclaimer="full"', 'data-disclaimer="full" hidden')],
    "until-found": [('data-disclaimer="full"', 'data-disclaimer="full" hidden="until-found"')],
    "inert": [('data-disclaimer="full"', 'data-disclaimer="full" inert')],
    "popover": [('data-disclaimer="full"', 'data-disclaimer="full" popover="manual"')],
    "aria-hidden": [("<ul>", '<ul aria-hidden="true">')],
    "aria-hidden TRUE ws": [("<ul>", '<ul aria-hidden="TRUE">')],
    "dialog": [("<ul>", "<dialog><ul>"), ("</ul>", "</ul></dialog>")],
    "template": [("<ul>", "<template><ul>"), ("</ul>", "</ul></template>")],
    "noscript": [("<ul>", "<noscript><ul>"), ("</ul>", "</ul></noscript>")],
    "details": [("<ul>", "<details><summary>x</summary><ul>"), ("</ul>", "</ul></details>")],
    "details name group": [
        ("<ul>", "<details name=a><summary>x</summary><ul>"),
        ("</ul>", "</ul></details>"),
    ],
    "inline": [("<ul>", '<ul style="display:none">')],
    "inline comment": [("<ul>", '<ul style="/* x */ Display : None">')],
    "inline important": [("<ul>", '<ul style="opacity:0!important">')],
    "inline var": [("<ul>", '<ul style="--d:none;display:var(--d)">')],
    "style media": [
        ("</head>", '<style media="(min-width:1px)">section{display:none}</style></head>')
    ],
    "style in body": [("<ul>", "<style>section{display:none}</style><ul>")],
    "marquee": [("<ul>", "<marquee scrollamount=9999><ul>"), ("</ul>", "</ul></marquee>")],
    "font color": [
        (
            "This article is for education only.",
            '<font color="white">This article is for education only.</font>',
        )
    ],
    "font size": [("<ul>", '<ul><font size="1" color="#fff">')],
    "bgcolor": [("<body>", '<body text="#ffffff" bgcolor="#ffffff">')],
    "cover div": [
        ("</main>", '<div style="position:fixed;inset:0;background:#fff;z-index:9">x</div></main>')
    ],
    "svg foreign": [("<ul>", "<svg><foreignObject><ul>"), ("</ul>", "</ul></foreignObject></svg>")],
    "iframe": [("<ul>", "<iframe><ul>"), ("</ul>", "</ul></iframe>")],
    "textarea": [("<ul>", "<textarea><ul>"), ("</ul>", "</ul></textarea>")],
    "canvas": [("<ul>", "<canvas><ul>"), ("</ul>", "</ul></canvas>")],
    "audio": [("<ul>", "<audio><ul>"), ("</ul>", "</ul></audio>")],
    "object": [("<ul>", "<object data=x><ul>"), ("</ul>", "</ul></object>")],
    "rp": [
        (
            "This article is for education only.",
            "<ruby><rp>This article is for education only.</rp></ruby>",
        )
    ],
    "datalist": [("<ul>", "<datalist><ul>"), ("</ul>", "</ul></datalist>")],
    "meter/progress": [
        (
            "This article is for education only.",
            "<progress>This article is for education only.</progress>",
        )
    ],
    "select": [
        (
            "This article is for education only.",
            "<select><option>This article is for education only.</option></select>",
        )
    ],
    "frameset overlay dialog open": [
        (
            "</main>",
            '<dialog open style="position:fixed;inset:0;width:100vw;height:100vh;background:#fff">x</dialog></main>',
        )
    ],
    "bdo": [
        (
            "This article is for education only.",
            '<bdo dir="rtl">This article is for education only.</bdo>',
        )
    ],
    "role=img": [("<ul>", '<ul role="img" aria-label="picture">')],
    "role=separator": [("<ul>", '<ul role="separator">')],
    "aria-label overrides": [("<ul>", '<ul role="button" aria-label="Close">')],
}
HARMLESS = [
    ".skip{position:absolute;left:-9999px}",
    "section{opacity:.99}",
    "header{position:sticky;top:0;z-index:9;background:#fff}",
    ":root{--ink:#222;--bg:#fff}@media (prefers-color-scheme:dark){:root{--ink:#eee;--bg:#111;color-scheme:dark}}body{color:var(--ink);background:var(--bg)}",
    "section{clip-path:none}",
    "section{clip-path:inset(0 round 1rem)}",
    "section{clip-path:inset(-10px)}",
    "section{mask:none}",
    "section{mask-image:linear-gradient(black,black)}",
    "section{transform:none}",
    "section{transform:translateZ(0)}",
    "section{transform:matrix(1,0,0,1,0,0)}",
    "section{transform:rotate(1deg)}",
    "section{transform:scale(1.02)}",
    "section{scale:1}",
    "section{rotate:0deg}",
    "section{rotate:2deg}",
    "section{filter:none}",
    "section{filter:brightness(1.05) contrast(1.1)}",
    "section{filter:drop-shadow(0 1px 2px #0003)}",
    "section{backdrop-filter:blur(4px)}",
    "section{content-visibility:auto}",
    "section{content-visibility:auto;contain-intrinsic-size:500px}",
    "section{contain:layout paint}",
    "section{contain:content}",
    "section:has(video){display:none}",
    "@supports not (display:grid){section{display:none}}",
    "@supports (display:nonsense){section{display:none}}",
    "@container (max-width:1px){section{display:none}}",
    "main{&.x section{display:none}}",
    "section{color:color-mix(in srgb, black 90%, white)}",
    "section{color:currentColor}",
    "section{border-color:currentColor}",
    "li{font-size:.875rem}",
    "section{font-size:clamp(1rem,2vw,1.2rem)}",
    "section{font-size:calc(1rem + 0.1vw)}",
    "section{font-size:max(14px,1rem)}",
    "li{text-indent:-1em;padding-left:1em}",
    "section{line-height:1.4}",
    "section{max-height:none;overflow:visible}",
    "section{max-height:100vh;overflow:auto}",
    "section{height:auto}",
    "section{min-height:0}",
    "section{writing-mode:horizontal-tb}",
    "section{-webkit-text-fill-color:currentColor}",
    "section{-webkit-text-fill-color:#222}",
    "li::first-line{font-weight:bold}",
    "li::first-letter{font-size:2em}",
    "section{unicode-bidi:isolate}",
    "section{unicode-bidi:plaintext}",
    "section{user-select:none}",
    "@media print{nav{display:none}}",
    "@media (max-width:40rem){nav{display:none}}",
    "@media (prefers-reduced-motion:reduce){*{animation:none;transition:none}}",
    "@media (forced-colors:active){section{border:1px solid}}",
    ".cover{position:fixed;inset:0;background:#000}",
    'section::after{content:"";display:block;height:1px;background:#ccc}',
    'section{position:relative}section::before{content:"";position:absolute;inset-block:0;inset-inline-start:0;width:4px;background:red}',
    "section{position:relative;z-index:1}",
    "@keyframes f{from{opacity:0}to{opacity:1}}section{animation:f .3s both}",
    "section{transition:opacity .3s}",
    "section{margin-left:-1rem}",
    "section{margin:0 -2rem}",
    "section{letter-spacing:-.01em}",
    "li{letter-spacing:.02em;word-spacing:.1em}",
    "section{background:#fff8e1;border-left:4px solid #f90}",
    "section{mix-blend-mode:normal}",
    "section{zoom:1}",
    "section{zoom:110%}",
    "h2{text-transform:uppercase}",
    "a{text-decoration:none}",
    "section{background:linear-gradient(#fff,#eee);color:#222}",
    "section{background:url(paper.png) #fff;color:#222}",
    "section{display:grid;gap:1rem}",
    "main{display:grid;grid-template-rows:auto}",
    "@scope (nav){section{display:none}}",
    "@starting-style{section{opacity:0}}",
    "section{overflow:hidden}",
    "section{overflow:hidden;border-radius:1rem}",
    "section{columns:2}",
    "li{white-space:normal;overflow-wrap:anywhere}",
    "@page{margin:1cm}",
    "@media print{section{break-inside:avoid;color:#000}}",
    "@media speech{section{display:none}}",
    ".modal{display:none}.modal.open{display:block}",
    "section a{opacity:.8}",
    "section{isolation:isolate}",
    "section{position:sticky;bottom:0}",
    "section{inset:auto}",
    "section{left:auto;top:0}",
    '@property --x{syntax:"<number>";inherits:true;initial-value:1}section{opacity:var(--x)}',
    "section{aspect-ratio:auto}",
    "@font-face{font-family:Serif2;src:url(s.woff2)}section{font-family:Serif2,serif}",
]
# What hides on some screens only, and how the finding names them.
SOME = {
    "@media (min-width: 350px) and (max-width: 430px) { section { display: none } }": "on a touch screen",
    "@media (width: 777px) { section { display: none } }": "at a width of 777px",
    "@media (hover: none) { section { display: none } }": "on a touch screen",
    "@media (prefers-contrast: more) { section { display: none } }": "with more contrast",
    "@media (prefers-reduced-motion) { section { display: none } }": "with less motion",
    "@media (forced-colors: active) { section { display: none } }": "in forced colors",
    "@media (scripting: enabled) { section { display: none } }": "with scripts",
    "@media (min-width: 1600px) { section { display: none } }": "on a large screen",
    "@media (max-width: 400px) and (prefers-color-scheme: dark) { section { display: none } }": "on a dark phone",
}


def found(sheet: str = "", *changes: tuple[str, str]) -> list[str]:
    page = article_page(*changes, css=sheet)
    rules = (dsc002_visible, dsc003_printed, dsc004_labelled, dsc006_slots)
    return [each.message for rule in rules for each in rule.check(page)]


@pytest.mark.parametrize("sheet", HIDING.values(), ids=HIDING)
def test_a_style_that_hides_is_found(sheet: str) -> None:
    assert found(sheet)


@pytest.mark.parametrize("sheet", [*HIDING.values(), *HARMLESS, *SOME])
def test_a_style_hides_as_much_of_a_frame_as_of_its_page(sheet: str) -> None:
    assert framed(article_page(css=sheet)) == whole(article_page(css=sheet))


@pytest.mark.parametrize("changes", HIDING_ATTRIBUTES.values(), ids=HIDING_ATTRIBUTES)
def test_an_attribute_hides_as_much_of_a_frame_as_of_its_page(
    changes: list[tuple[str, str]],
) -> None:
    assert framed(article_page(*changes)) == whole(article_page(*changes))


@pytest.mark.parametrize("changes", HIDING_ATTRIBUTES.values(), ids=HIDING_ATTRIBUTES)
def test_an_element_or_attribute_that_hides_is_found(changes: list[tuple[str, str]]) -> None:
    assert found("", *changes)


@pytest.mark.parametrize("sheet", HARMLESS)
def test_a_harmless_style_is_not_told(sheet: str) -> None:
    assert found(sheet) == []
    assert not list(dsc009_short_form.check(article_page(css=sheet)))


@pytest.mark.parametrize(("sheet", "name"), SOME.items())
def test_the_screens_on_which_it_is_hidden_are_named(sheet: str, name: str) -> None:
    (message,) = found(sheet)
    assert name in message


def test_a_style_sheet_without_queries_needs_no_more_worlds() -> None:
    assert css.further([], WORLDS) == []


def test_worlds_that_no_query_tells_apart_are_asked_one_time() -> None:
    names = [world.name for world in css.further(["media (width < 50rem)"], SCREENS)]
    assert names == []


def test_a_finding_anywhere_says_so_with_more_worlds_too() -> None:
    more = css.further(["media (hover: none)"], WORLDS)
    assert where([*WORLDS, *more]) == "anywhere"
    assert where([*SCREENS, *more]) == "on any screen"


@pytest.mark.parametrize(
    ("sheet", "change"),
    [
        ("main:has(.trap) section { opacity: 0 }", ("</h2>", '</h2><b class="trap"></b>')),
        (".trap ~ section { opacity: 0 }", ("<section", '<b class="trap"></b><section')),
        ("section:first-child { opacity: 0 }", ("<section", "<div><section")),
        ("[lang|=en] .trap { opacity: 0 }", ("<section", '<section class="trap"')),
        ("section { position: relative }", ("<section", '<section style="opacity: 0"')),
        (":root { --paper: #000 } section { color: #000 }", ("<body", '<body bgcolor="#000"')),
    ],
)
def test_what_is_known_of_a_page_is_not_taken_for_another(
    sheet: str, change: tuple[str, str]
) -> None:
    good, bad = article_page(css=sheet), article_page(change, css=sheet)
    for _ in range(2):
        assert not [*dsc002_visible.check(good)]
        assert [*dsc002_visible.check(bad)]
