"""Use reference.html in a browser as a person would: search, unfold, follow links, print."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import obtain
import pytest
import specs
from playwright.sync_api import Page, expect
from reference_pages import HOSTILE, hostile_spec, pages_of, tags, webex_model, webex_pages

GOLDEN = Path(__file__).parents[1] / "golden/reference/generated/reference/reference.html"
SMALL = GOLDEN.read_text(encoding="utf-8")
NARROW = {"viewport": {"width": 390, "height": 844}}
DARK = {"color_scheme": "dark"}


def options(page: Page) -> list[str]:
    return page.locator("#ts-found [role=option] > code").all_inner_texts()


def item(page: Page, *labels: str) -> Any:
    """Return the item of the tree that is reached by some labels."""
    found = page.locator("#ts-tree")
    for place, label in enumerate(labels):
        below = "../ul" if place else "./li/ul"
        found = found.locator(f"xpath={below}/li/div[a[text()='{label}']]")
    return found


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


# Search


def test_slash_searches_arrows_choose_and_enter_goes_there(show: Any) -> None:
    page = show(webex_pages()[0])
    search = page.get_by_role("combobox")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("agent id")
    expect(search).to_have_attribute("aria-expanded", "true")
    assert options(page)[0] == "agentId"
    first = search.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = search.get_attribute("aria-activedescendant")
    assert first != second
    chosen = page.locator(f"#{second}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    owner = chosen.locator(".owner code").inner_text()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{owner}.agentId")
    expect(page.locator(f"[id='{owner}.agentId']")).to_be_in_viewport()
    expect(page.locator(".found")).to_be_hidden()


@pytest.mark.parametrize(
    ("sought", "name"),
    [
        ("AgentContact", "AgentContact"),
        ("agentcontactdata.agentid", "agentId"),
        ("call_processing_details", "callProcessingDetails"),
        ("callProcessingDetails", "callProcessingDetails"),
        ("agent handling the contact", "agentId"),
        # whole words of a name come before parts of words
        ("paused", "isPaused"),
        ("Paused", "isPaused"),
        ("is paused", "isPaused"),
        ("is_paused", "isPaused"),
        ("pause duration", "pauseDuration"),
        ("pauseDur", "pauseDuration"),
        ("mgr name", "QMgrName"),
    ],
)
def test_types_fields_and_descriptions_are_found(sought: str, name: str, show: Any) -> None:
    page = show(webex_pages()[0])
    page.get_by_role("combobox").fill(sought)
    assert options(page)[0] == name


def test_documented_values_are_found(show: Any) -> None:
    page = show(SMALL)
    page.get_by_role("combobox").fill("nobody has paid")
    assert options(page) == ['"open"']
    page.get_by_role("option").click()
    assert page.url.endswith("#State")


def test_nothing_found_is_told_and_escape_ends_the_search(show: Any) -> None:
    page = show(SMALL)
    search = page.get_by_role("combobox")
    search.fill("zzz")
    expect(page.get_by_role("status")).to_have_text(
        "Nothing is called that, and no description says it."
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    expect(page.locator(".found")).to_be_hidden()


def test_a_value_in_a_folded_list_is_shown(show: Any) -> None:
    page = show(webex_pages()[0])
    value = page.locator("#TaskEvents").get_by_text('"task:recordingPaused"', exact=True)
    expect(value.last).to_be_hidden()
    page.get_by_role("combobox").fill("task recording paused")
    page.keyboard.press("Enter")
    assert page.url.endswith("#TaskEvents")
    expect(value.last).to_be_visible()


# The tree


def test_messages_come_first_in_the_tree_and_on_the_page(show: Any) -> None:
    page = show(SMALL)
    groups = page.locator("#ts-tree > li > .group")
    assert groups.all_inner_texts() == ["Messages", "Other types"]
    titles = page.locator("main h2, main h3").all_inner_texts()
    names = [title.split("\n")[0].split(" ")[0] for title in titles]
    labels = page.locator("[role=treeitem] > a").all_inner_texts()
    assert [name for name in names if name in labels] == labels


def test_the_tree_unfolds_from_a_root_down_to_its_fields(show: Any) -> None:
    page = show(webex_pages()[0])
    items = page.get_by_role("treeitem")
    types = len(webex_model().types)
    assert items.count() == types, "what is folded is not there yet"
    item(page, "AgentContact").locator(".twist").click()
    assert items.count() == types + 4
    item(page, "AgentContact", "data").focus()
    page.keyboard.press("ArrowRight")
    item(page, "AgentContact", "data", "interaction").focus()
    page.keyboard.press("ArrowRight")
    deep = item(page, "AgentContact", "data", "interaction", "media")
    expect(deep).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.innerText").startswith("isFcManaged")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(deep).to_be_hidden()
    deep_link = item(page, "AgentContact", "data", "agentId").locator("a")
    deep_link.click()
    assert page.url.endswith("#AgentContactData.agentId")


def test_a_type_that_holds_itself_unfolds_once(show: Any) -> None:
    page = show(SMALL)
    item(page, "Order").locator(".twist").click()
    again = item(page, "Order", "partOf")
    expect(again).to_contain_text("↻")
    assert again.get_attribute("aria-expanded") is None
    item(page, "Order", "parties").locator(".twist").click()
    expect(item(page, "Order", "parties", "Company")).to_be_visible()


def test_letters_home_and_end_move_through_the_tree(show: Any) -> None:
    page = show(SMALL)
    item(page, "Order").focus()
    keys = [("p", "Party"), ("Home", "Order"), ("End", "State"), ("ArrowUp", "Line")]
    for key, label in keys:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.innerText").strip() == label
    page.keyboard.press("Enter")
    assert page.url.endswith("#Line")
    assert page.locator("[role=treeitem][tabindex='0']").count() == 1


# Examples and drawings


def test_every_message_has_an_example_and_other_types_have_none(show: Any) -> None:
    page = show(webex_pages()[0])
    groups = page.locator("section.group")
    messages, others = groups.nth(0), groups.nth(1)
    assert messages.locator(".example").count() == messages.locator(".type").count() > 50
    assert others.locator(".example").count() == 0
    page.locator("#ContactCenterEvent summary", has_text="Example").click()
    expect(page.locator("#ContactCenterEvent pre")).to_be_hidden()


CUT_OFF = """[...document.querySelectorAll('.drawing svg')].filter((svg) => svg.checkVisibility()
    && (svg.getBoundingClientRect().right > innerWidth || svg.parentElement.scrollWidth
        > svg.parentElement.clientWidth)).length"""


@pytest.mark.parametrize("html", [SMALL, webex_pages()[0]], ids=["small", "large"])
@pytest.mark.parametrize("width", [500, 800, 1400])
def test_no_drawing_is_cut_off(html: str, width: int, show: Any) -> None:
    page = show(html, viewport={"width": width, "height": 800})
    assert page.evaluate(CUT_OFF) == 0
    around = page.locator(".type .drawing").count()
    assert page.locator(".type .drawing svg:visible").count() == around
    smallest = """Math.min(...[...document.querySelectorAll('.type .drawing svg')]
        .filter((svg) => svg.checkVisibility())
        .map((svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))"""
    assert page.evaluate(smallest) == 1, "around a type, everything is as large as it was drawn"


def test_the_map_is_zoomed_in_and_out_and_shown_whole_again(show: Any) -> None:
    page = show(webex_pages()[0], viewport={"width": 500, "height": 800})
    figure = page.locator(".map .drawing").first
    svg, pane = figure.locator("svg"), figure.locator(".pane")
    closer, further, whole = (
        figure.get_by_role("button", name=name) for name in ("Zoom in", "Zoom out", "Show all")
    )
    expect(further).to_be_disabled()
    widths = [svg.evaluate("e => e.clientWidth")]
    for _ in range(5):
        if closer.is_enabled():
            closer.click()
            widths.append(svg.evaluate("e => e.clientWidth"))
    expect(closer).to_be_disabled()
    assert widths == sorted(set(widths)), "it grows with each step"
    assert pane.evaluate("e => e.scrollWidth > e.clientWidth && e.tabIndex === 0")
    further.click()
    assert svg.evaluate("e => e.clientWidth") < widths[-1]
    whole.click()
    assert svg.evaluate("e => e.clientWidth") == widths[0]
    expect(figure.get_by_role("status")).to_contain_text("%")


def test_a_drawing_that_fits_cannot_be_zoomed(show: Any) -> None:
    page = show(SMALL)
    expect(page.get_by_role("button", name="Zoom in")).to_be_hidden()


def test_a_map_of_too_many_types_says_that_there_are_more(show: Any, tmp_path: Path) -> None:
    types = "".join(f"\n  T{n}: {{type: string}}" for n in range(200))
    fields = "".join(f"\n      t{n}: T{n}" for n in range(200))
    spec = f"types:{types}\n  Hub:\n    fields:{fields}\n"
    page = show(pages_of(specs.load(tmp_path, spec))[0])
    expect(page.locator(".map figcaption")).to_have_text(
        "The 60 types nearest to Hub, of 201. +2: it refers to two types that are not shown."
    )


# Links


@pytest.mark.parametrize("name", ["AgentContactData.agentId", "AgentContactData.agent_id"])
def test_a_field_can_be_linked_by_either_name(name: str, show: Any) -> None:
    page = show(webex_pages()[0], f"#{name}")
    row = page.locator("[id='AgentContactData.agentId']")
    expect(row).to_be_in_viewport()
    assert page.url.endswith("#AgentContactData.agentId")
    expect(item(page, "AgentContactData")).to_have_attribute("aria-current", "true")
    plain = page.locator("[id='AgentContactData.owner']")
    color = "e => getComputedStyle(e).backgroundColor"
    assert row.evaluate(color) != plain.evaluate(color)


def test_what_uses_a_type_is_a_link_away(show: Any) -> None:
    page = show(webex_pages()[0], "#Interaction")
    page.locator("#Interaction .uses a", has_text="AgentContactData.interaction").first.click()
    assert page.url.endswith("#AgentContactData.interaction")
    expect(page.locator("[id='AgentContactData.interaction']")).to_be_in_viewport()


def test_drawings_lead_to_types_and_show_what_is_connected(show: Any) -> None:
    page = show(SMALL)
    drawing = page.locator(".map svg").first
    drawing.locator("a[href='#Company']").hover()
    assert drawing.locator("path.near").count() == 3
    assert drawing.locator("a.near").count() == 3
    drawing.locator("a[href='#Company']").click()
    assert page.url.endswith("#Company")


def test_an_odd_wire_name_can_be_linked(show: Any, tmp_path: Path) -> None:
    names = ["a b", "%41", "a#b", "é", "a.b", "</p>", "' \" `"]
    fields = "".join(
        f"\n      {json.dumps(json.dumps(name))}: {{type: string, attribute: f{place}}}"
        for place, name in enumerate(names)
    )
    page = show(pages_of(specs.load(tmp_path, f"types:\n  T:\n    fields:{fields}\n"))[0])
    for name in names:
        page.get_by_role("combobox").fill(name)
        page.keyboard.press("Enter")
        target = page.evaluate("document.querySelector(':target').id")
        assert target == f"T.{name}"


# What it looks like


def test_the_theme_is_that_of_the_machine_until_it_is_chosen(show: Any) -> None:
    page = show(SMALL, **DARK)
    dark = background(page)
    button = page.get_by_role("button", name="Dark theme")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    light = background(page)
    assert light != dark
    page.reload()
    assert background(page) == light
    assert background(show(SMALL)) == light


@pytest.mark.parametrize("html", [SMALL, webex_pages()[0]], ids=["small", "large"])
@pytest.mark.parametrize("width", [320, 390, 768, 1000, 1400, 2200])
def test_no_width_makes_the_page_scroll_sideways(html: str, width: int, show: Any) -> None:
    page = show(html, viewport={"width": width, "height": 800})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_on_a_narrow_screen_the_tree_is_behind_a_button(show: Any) -> None:
    page = show(SMALL, **NARROW)
    button = page.get_by_role("button", name="Types")
    tree = page.get_by_role("tree")
    expect(tree).to_be_hidden()
    button.click()
    expect(tree).to_be_visible()
    page.keyboard.press("Escape")
    expect(tree).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    item(page, "State").locator("a").click()
    expect(tree).to_be_hidden()
    expect(page.locator("#State > h3")).to_be_in_viewport()


def test_without_scripts_everything_is_there_to_read(show: Any) -> None:
    page = show(webex_pages()[0], "#AgentContactData.agentId", java_script_enabled=False)
    expect(page.locator("[id='AgentContactData.agentId']")).to_be_in_viewport()
    expect(page.get_by_role("combobox")).to_be_hidden()
    expect(page.locator("#ts-tree a")).to_have_count(len(webex_model().types))
    expect(page.locator("#Interaction svg.wide")).to_be_visible()


def test_on_paper_there_is_the_reference_alone(show: Any) -> None:
    page = show(SMALL, **DARK)
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in ("header", "nav"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("[id='Order.paidAt']")).to_be_visible()
    red, *_ = (int(n) for n in background(page).removeprefix("rgb(").rstrip(")").split(","))
    assert red > 240, "no dark paper"


# For everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [{}, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_to_complain_about(
    scheme: str, screen: dict[str, Any], show: Any
) -> None:
    page = show(SMALL, color_scheme=scheme, **screen)
    assert_accessible(page)
    page.get_by_role("combobox").fill("order")
    assert_accessible(page)
    page.keyboard.press("Escape")
    if screen:
        page.get_by_role("button", name="Types").click()
    item(page, "Order").locator(".twist").click()
    assert_accessible(page)


def test_axe_finds_nothing_in_a_large_package(show: Any) -> None:
    assert_accessible(show(webex_pages()[0]))


def test_axe_finds_nothing_in_a_zoomed_map_on_a_dark_phone(show: Any) -> None:
    page = show(webex_pages()[0], color_scheme="dark", **NARROW)
    page.get_by_role("button", name="Zoom in").first.click()
    page.locator("summary", has_text="more").first.click()
    assert_accessible(page)


def assert_accessible(page: Page) -> None:
    page.evaluate(obtain.AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    violations = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]
    assert violations == []
    assert len(found["passes"]) > 20


def test_the_first_tab_skips_to_the_reference(show: Any) -> None:
    page = show(SMALL)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the reference")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


# Only text


def test_the_browser_reads_what_the_judges_of_python_read(show: Any, tmp_path: Path) -> None:
    html = pages_of(specs.load(tmp_path, hostile_spec(HOSTILE)))[0]
    for made in (html, SMALL):
        assert counted(show(made, java_script_enabled=False)) == tags(made)


def test_hostile_texts_stay_texts_whatever_is_done_with_them(show: Any, tmp_path: Path) -> None:
    found = []
    for name, text in (("hostile", HOSTILE), ("harmless", "t-1")):
        (tmp_path / name).mkdir()
        page = show(pages_of(specs.load(tmp_path / name, hostile_spec(text)))[0])
        folded = page.locator("[role=treeitem][aria-expanded=false] > .twist")
        while folded.count():
            folded.first.click()
        page.get_by_role("combobox").fill(text[:40])
        assert page.get_by_role("option").count() > 3
        page.evaluate("scrollTo(0, 1e6)")
        assert "BREACH" not in page.title()
        assert page.evaluate("Object.keys(window).every((name) => !/BREACH/.test(name))")
        names = "[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames())"
        attributes = Counter(page.evaluate(names))
        del attributes["aria-current"]  # which follows scrolling a moment later
        found.append((counted(page) - Counter(mark=99), attributes))
    assert found[0] == found[1]


def test_the_policy_refuses_a_script_that_gets_in_all_the_same(show: Any) -> None:
    breach = "document.title = 'BREACH'"
    markup = f'<p><script>{breach}</script><img src="data:," onerror="{breach}"></p>'
    page = show(SMALL.replace("</main>", f"{markup}</main>"), expected="Content Security Policy")
    page.wait_for_timeout(100)
    assert page.title() == "reference: reference"


def counted(page: Page) -> Counter[str]:
    script = "[...document.querySelectorAll('*')].map((e) => e.localName)"
    return Counter({"": 1}) + Counter(page.evaluate(script))
