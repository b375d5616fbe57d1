"""What Lighthouse says of the library, on its slow phone: python benchmarks/lighthouse.py [FOLDER].

Opens pages as a throttled phone does, from a local server with gzip, in Chromium. Exits with 1
where accessibility, SEO or best practices are below 100, or performance below 98.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from page_weight import chromium, heaviest, served
from polyclinic.adapters.mkdocs import build_site

ROOT = Path(__file__).parent.parent
LEAST: Final = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
# A page of each kind in these; the other languages share their scripts and templates.
LANGUAGES: Final = ("en", "ar")


def scores(program: str, address: str) -> tuple[dict[str, int], list[str]]:
    """The scores of a page by category, and the audits that failed."""
    command = [
        program,
        str(ROOT / "benchmarks/node/node_modules/lighthouse/cli/index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(LEAST)}",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium()}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        sys.exit(f"Lighthouse stopped at {address}:\n{done.stderr}")
    said = json.loads(done.stdout)
    # A category without a score could not be measured: that is no pass.
    found = {name: round(100 * (said["categories"][name]["score"] or 0)) for name in LEAST}
    failed = [
        reference["id"]
        for name in LEAST
        for reference in said["categories"][name]["auditRefs"]
        if reference["weight"]
        and (said["audits"][reference["id"]]["score"] or 0) < 1
        and said["audits"][reference["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual"}
    ]
    return found, failed


def measure(folder: Path) -> bool:
    """Print the scores of a page of each kind; whether all are high enough."""
    program = shutil.which("node")
    if program is None:
        sys.exit("no Node.js: run `make test` once, which installs it")
    print("kind          language  " + "  ".join(LEAST))
    good = True
    with served(folder) as base:
        for (kind, language), address in heaviest(folder).items():
            # The page for wrong addresses is not for search engines, and says so.
            if language not in LANGUAGES or kind == "not-found":
                continue
            found, failed = scores(program, base + address)
            low = [name for name, least in LEAST.items() if found[name] < least]
            columns = "  ".join(f"{found[name]:{len(name)}}" for name in LEAST)
            why = f"  below: {', '.join(low)} ({', '.join(failed)})" if low else ""
            print(f"{kind:12}  {language:8}  {columns}{why}", flush=True)
            good = good and not low
    return good


def main() -> None:
    """Measure the library, or a built site."""
    if len(sys.argv) > 1:
        sys.exit(not measure(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as folder:
        build_site(ROOT / "mkdocs.yml", site_dir=Path(folder))
        sys.exit(not measure(Path(folder)))


if __name__ == "__main__":
    main()
