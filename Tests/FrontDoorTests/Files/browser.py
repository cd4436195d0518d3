"""Opens pages in a browser without a window and says what is wrong with them, a line each.

Needs chromium, chromedriver, and the packages selenium and axe-core-python.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_core_python.base import AXE_SCRIPT
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

options = webdriver.ChromeOptions()
options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser") or ""
for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
    options.add_argument(flag)
options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
driver.set_page_load_timeout(120)
driver.set_script_timeout(240)

LINKS = """
const ids = new Map();
for (const e of document.querySelectorAll('[id]')) ids.set(e.id, (ids.get(e.id) || 0) + 1);
const twice = [...ids].filter(([, n]) => n > 1).map(([id]) => id);
const links = [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'));
const broken = links.filter(h => !h.startsWith('#') || !ids.has(decodeURIComponent(h.slice(1))));
const answer = document.querySelectorAll('.answer td a').length;
const graphics = [...document.querySelectorAll('svg')].filter(
  s => !s.querySelector('title') || !s.querySelector('desc')
    || !s.closest('figure').querySelector('details table')).length;
const scripts = document.scripts.length;
return {twice, broken, links: links.length, answer, graphics, scripts};
"""
# Of lists of hundreds of alike entries the first ones stand for all, or the check takes minutes.
TRIM = """
for (const list of document.querySelectorAll('.figures, tbody'))
  for (const entry of [...list.children].slice(30)) entry.remove();
for (const text of document.querySelectorAll('section.appendix pre'))
  if (text !== document.querySelector('section.appendix pre')) text.remove();
"""
AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(
  r => done(r.violations.map(v => v.id + ': ' + v.nodes[0].target + ' ' + v.help)),
  e => done(['axe failed: ' + e]));
"""

for path in sys.argv[1:]:
    name = Path(path).name
    problems = []
    driver.get_log("browser"), driver.get_log("performance")
    driver.get("file://" + str(Path(path).resolve()))
    problems += ["console: " + e["message"] for e in driver.get_log("browser")]
    for entry in driver.get_log("performance"):
        event = json.loads(entry["message"])["message"]
        if event["method"] != "Network.requestWillBeSent":
            continue
        url = event["params"]["request"]["url"]
        if not url.startswith("data:") and not url.endswith("/" + name):
            problems.append("request: " + url)
    found = driver.execute_script(LINKS)
    problems += ["a name twice: " + t for t in found["twice"][:5]]
    problems += ["link to nowhere: " + b for b in found["broken"][:5]]
    if not found["answer"]:
        problems.append("no figure of the answer is a link")
    if found["graphics"]:
        problems.append("a chart without title, description or numbers")
    if found["scripts"]:
        problems.append("a script")
    driver.execute_script(TRIM)
    for scheme in ["light", "dark"]:
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        driver.execute_script(AXE_SCRIPT)
        problems += [scheme + ", " + p for p in driver.execute_async_script(AXE)]
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "page.pdf")
        subprocess.run(
            [options.binary_location, "--headless", "--no-sandbox", "--disable-gpu",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}",
             "file://" + str(Path(path).resolve())], capture_output=True, timeout=240)
        if not pdf.exists() or not pdf.read_bytes().startswith(b"%PDF"):
            problems.append("printing gives no document")
    print(name, "sound" if not problems else "; ".join(problems))
driver.quit()
