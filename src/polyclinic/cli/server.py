"""`polyclinic server`: what a web server must be told to show the published site."""

from __future__ import annotations

from pathlib import Path

import click

from polyclinic import config as settings_file
from polyclinic.build import server
from polyclinic.cli import console

FORMS = ("nginx", "caddy", "headers")


@click.command("server", short_help="Print the configuration of a web server.")
@click.argument("form", type=console.Choice(FORMS), metavar="|".join(FORMS))
@console.config_option
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where `polyclinic publish` puts the site.  [default: /srv/www/ and the site's host]",
)
@click.option(
    "--listen",
    default="",
    metavar="ADDRESS",
    help="Such as 127.0.0.1:8080, behind a server that speaks TLS.",
)
@click.option("--brotli", is_flag=True, help="nginx has its module brotli_static.")
def command(form: str, config_file: Path, folder: Path | None, listen: str, *, brotli: bool) -> int:
    """Print the configuration of a web server for this site: headers, cache lifetimes, types.

    It is made of site_url and the languages in the settings. Readers get a strict
    Content-Security-Policy, each file is asked for again unless its name holds its hash, and
    404.html stands for what is not there. nginx offers the reader's language on the home page.

    \b
    Examples:
      polyclinic server nginx > /etc/nginx/conf.d/health.conf
      polyclinic server caddy --folder /srv/www/health > /etc/caddy/health.caddy
      polyclinic server headers > site/_headers      for Netlify and Cloudflare Pages
    """
    site = server.Site.of(settings_file.load(config_file))
    place = (folder or Path("/srv/www") / site.host).absolute()
    texts = {
        "nginx": lambda: server.nginx(site, place, listen, brotli=brotli),
        "caddy": lambda: server.caddy(site, place, listen),
        "headers": lambda: server.headers_file(site),
    }
    click.echo(texts[form](), nl=False)
    return console.OK
