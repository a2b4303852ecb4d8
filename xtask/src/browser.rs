//! A browser for the tests: one that is installed, or Debian's Chromium.

use std::path::PathBuf;

use crate::shell::{Outcome, apt_install, find};

const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
];

const PLACES: [&str; 5] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// Where the browser is; installs one on Debian if there is none. `CLIENTELE_BROWSER` names another.
pub fn ensure() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("CLIENTELE_BROWSER").map(PathBuf::from) {
        let missing = || format!("CLIENTELE_BROWSER names {}, which does not exist.", named.display());
        return named.is_file().then(|| named.clone()).ok_or_else(missing);
    }
    if let Some(browser) = installed() {
        return Ok(browser);
    }
    let other =
        "\nOr install Chrome, Chromium or Edge, or name one in the environment variable CLIENTELE_BROWSER.";
    apt_install(&["chromium"], "A browser").map_err(|message| message + other)?;
    installed().ok_or_else(|| format!("No browser was found.{other}"))
}

fn installed() -> Option<PathBuf> {
    let on_path = NAMES.iter().find_map(|name| find(name));
    on_path.or_else(|| PLACES.iter().map(PathBuf::from).find(|place| place.is_file()))
}
