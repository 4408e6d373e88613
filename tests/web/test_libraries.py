"""The libraries of others that come with us work under our policy, as the pages call them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from browsing import axe, clean, serving_app, settled
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from communique.views.door.headers import Wrapped
from communique.views.web.shell import static_folder

VEGA = """
const values = [...Array(40).keys()].map((i) => ({
  day: `2023-${String(1 + i % 12).padStart(2, '0')}-11`, kind: ['meet', 'agree'][i % 2], n: 1 + i % 5,
  to: TO, what: '<b>' + i }));
const spec = { data: { values }, description: 'Events by day', width: 500, height: 150,
  params: [
    { name: 'zoom', select: { type: 'interval', encodings: ['x'], zoom: 'wheel![event.ctrlKey]' }, bind: 'scales' },
    { name: 'pick', select: { type: 'point' } }],
  transform: [{ calculate: 'datum.n * 20 + 40', as: 'size' }], mark: { type: 'point', filled: true },
  encoding: {
    x: { field: 'day', type: 'temporal', axis: { labelExpr: "timeFormat(datum.value, '%b')" } },
    y: { field: 'kind', type: 'nominal' }, size: { field: 'size', type: 'quantitative' }, href: { field: 'to' },
    fillOpacity: { condition: { test: 'datum.n > 3', value: 0.2 }, value: 1 }, tooltip: { field: 'what' },
    color: { condition: { param: 'pick', empty: false, value: 'red' }, value: '#246' } } };
const view = new vega.View(vega.parse(vegaLite.compile(spec).spec, null, { ast: true }), {
  expr: vega.expressionInterpreter, renderer: RENDERER, container: '#here', hover: true });
view.runAsync().then(() => { document.body.dataset.done = 'yes'; });
"""
NETWORK = """
const names = ['RUS', 'VNM', 'CHN', 'USA'];
const elements = names.map((id, i) => ({ data: { id, label: `<b>${id}` }, position: { x: 60 * i, y: 40 * (i % 2) } }));
names.slice(1).forEach((target, n) => elements.push({ data: { id: target + n, source: 'RUS', target, n } }));
const cy = cytoscape({ container: document.querySelector('#here'), elements, layout: { name: 'cose', animate: false },
  style: [{ selector: 'node', style: { label: 'data(label)' } },
    { selector: 'edge', style: { width: 'mapData(n, 0, 3, 1, 8)', 'curve-style': 'bezier' } }] });
cy.ready(() => { document.body.dataset.done = cy.nodes().length === 4 ? 'yes' : 'no'; });
"""
HTMX = """
document.body.addEventListener('htmx:afterSwap', () => {
  document.body.dataset.done = document.querySelector('#here').textContent.includes('a part') ? 'yes' : 'no'; });
"""
CONFIG = json.dumps(
    {"includeIndicatorStyles": False, "allowEval": False, "allowScriptTags": False, "selfRequestsOnly": True}
)
SCRIPTS = {
    "svg": (("vega.min", "vega-lite.min", "vega-interpreter"), VEGA.replace("RENDERER", "'svg'")),
    "canvas": (("vega.min", "vega-lite.min", "vega-interpreter"), VEGA.replace("RENDERER", "'canvas'")),
    "network": (("cytoscape.min",), NETWORK),
    "htmx": (("htmx.min",), HTMX),
}


def _page(request: Request) -> Response:
    name = request.path_params["name"]
    sources = [f"/static/vendor/{file}.js" for file in SCRIPTS[name][0]] + [
        f"/own/{name}.js?to={request.query_params.get('to', '')}"
    ]
    scripts = "".join(f'<script src="{source}" defer></script>' for source in sources)
    return HTMLResponse(
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>{name}</title><link rel=icon href='data:,'>"
        f"<meta name=htmx-config content='{CONFIG}'>"
        f"<link rel=stylesheet href=/own/style.css id=__________cytoscape_stylesheet>{scripts}"
        "<main><h1>A page</h1><button hx-get=/part hx-target='#here' hx-push-url=true>Go</button>"
        "<div id=here role=img aria-label='Drawn'></div></main>"
    )


def _own(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "style.css":
        return Response("#here { position: relative; height: 20rem }", media_type="text/css")
    to = "'javascript:window.__pwned=1'" if request.query_params["to"] else "'/part?' + i"
    return Response(SCRIPTS[name.removesuffix(".js")][1].replace("TO", to), media_type="text/javascript")


def _part(request: Request) -> Response:
    return HTMLResponse(
        "<p>a part</p><script>window.__pwned = 1</script>" if "hx-request" in request.headers else "<p>all"
    )


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    files = Mount("/static", StaticFiles(directory=static_folder()))
    app = Starlette(routes=[files, Route("/own/{name}", _own), Route("/part", _part), Route("/{name}", _page)])
    app.add_middleware(Wrapped)
    with serving_app(app) as address:
        yield address


@pytest.mark.parametrize("name", ["svg", "canvas", "network"])
def test_it_draws_and_is_used(name: str, site: str, page: Page) -> None:
    page.goto(f"{site}/{name}")
    page.wait_for_selector("body[data-done=yes]", timeout=20_000)
    page.mouse.move(250, 200)
    page.mouse.wheel(0, 40)
    page.mouse.down()
    page.mouse.move(300, 210, steps=3)
    page.mouse.up()
    settled(page)
    clean(page)
    assert page.locator("#here svg path" if name == "svg" else "#here canvas").count() >= 1
    assert page.locator("style").count() == 0
    assert axe(page) == []


@pytest.mark.parametrize(("to", "ends_at"), [("", "/part"), ("?to=bad", "/svg")])
def test_a_mark_leads_to_a_page_and_runs_nothing(to: str, ends_at: str, site: str, page: Page) -> None:
    page.goto(f"{site}/svg{to}")
    page.wait_for_selector("body[data-done=yes]", timeout=20_000)
    page.locator("#here .mark-symbol.role-mark path").first.click(force=True)
    settled(page)
    page.wait_for_timeout(200)
    assert page.url.removeprefix(site).split("?")[0] == ends_at
    assert page.evaluate("window.__pwned") is None


def test_a_part_is_put_in_and_its_script_is_not_run(site: str, page: Page) -> None:
    page.goto(f"{site}/htmx")
    settled(page)
    page.get_by_role("button").click()
    page.wait_for_selector("body[data-done=yes]")
    clean(page)
    assert page.url == f"{site}/part"
    assert page.evaluate("window.__pwned") is None
