//! The vendor's brand as files of the site, and in words: `/_brand/…` (ALL-2).
//!
//! They are the same for everybody and say nothing of anybody, so every name of the site has them, and anybody may show them: mail
//! programs do.

use crate::halt::Halt;
use crate::module::AppState;
use crate::texts;
use crate::visit::{Done, Visit};
use axum::extract::{Path, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::response::IntoResponse as _;
use gatehouse_brand::{Brand, Brands, Link, Look, Palette, store};
use gatehouse_core::Lang;
use gatehouse_guard::{Budget, Limit};
use std::sync::Arc;

/// Named by their content.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Under one name whatever is in them.
const SHORTLY: &str = "public, max-age=600";
/// Nothing in such a file may do anything, should it ever be opened as a page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Pictures that are shown now are in memory; earlier ones and the icons of products are looked up.
const LOOK_UPS: Budget = Budget::of_strangers(Limit { action: "web.brand_picture", burst: 240, seconds_each: 1 });

fn answer(kind: &'static str, keep: &'static str, body: Vec<u8>) -> Done {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        // Programs that show mails as pages load the logo from elsewhere.
        (RESOURCE_POLICY, HeaderValue::from_static("cross-origin")),
    ];
    Done::from((headers, body).into_response())
}

/// A style sheet, a picture, the letter or the web manifest.
/// Nobody is looked for, so that they are there without a database too.
pub(crate) async fn file(State(app): State<AppState>, parts: Parts, Path(name): Path<String>) -> Result<Done, Halt> {
    let visit = Visit::unknown(&parts, &app);
    let cx = &visit.cx;
    let vendor = gatehouse_brand::of(&cx.app);
    if let Some(sheet) = Look::sheet_named(&name) {
        return Ok(answer("text/css; charset=utf-8", FOREVER, sheet.into_bytes()));
    }
    match name.as_str() {
        "site.webmanifest" => {
            return Ok(answer(
                "application/manifest+json",
                SHORTLY,
                manifest(&vendor, visit.lang()).to_string().into_bytes(),
            ));
        }
        "letter.svg" => {
            let letter = vendor.letter().ok_or(Halt::NotFound)?;
            return Ok(answer("image/svg+xml", SHORTLY, letter_svg(&vendor, &letter).into_bytes()));
        }
        _ => {}
    }
    let kind = kind_of(&name).ok_or(Halt::NotFound)?;
    let known: Option<Arc<[u8]>> = cx.service::<Brands>()?.picture(&name);
    let content = match known {
        Some(known) => known.to_vec(),
        None => {
            LOOK_UPS.check(cx)?.map_err(Halt::refused)?;
            store::picture(cx.read(), &name).await?.ok_or(Halt::NotFound)?
        }
    };
    Ok(answer(kind, FOREVER, content))
}

/// What a picture with this name is; `None` for any other name. The database is asked for nothing else.
fn kind_of(name: &str) -> Option<&'static str> {
    let (hash, ending) = name.split_once('.')?;
    let is_hash = hash.len() == 32 && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    match (is_hash, ending) {
        (true, "png") => Some("image/png"),
        (true, "jpg") => Some("image/jpeg"),
        _ => None,
    }
}

fn manifest(vendor: &Brand, lang: Lang) -> serde_json::Value {
    let icons: Vec<_> = vendor
        .icon
        .iter()
        .map(|icon| {
            serde_json::json!({
                "src": icon.path(), "sizes": format!("{}x{}", icon.width, icon.height), "type": "image/png"
            })
        })
        .collect();
    let palette = Palette::light(vendor.look);
    serde_json::json!({
        "name": vendor.name,
        "short_name": vendor.name.chars().take(30).collect::<String>(),
        "lang": lang.tag(),
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "theme_color": palette.brand.to_string(),
        "background_color": palette.canvas.to_string(),
        "icons": icons,
    })
}

/// The icon of a vendor that has a name and no icon.
fn letter_svg(vendor: &Brand, letter: &str) -> String {
    let palette = Palette::light(vendor.look);
    // A letter or digit in capitals: nothing that XML would read otherwise.
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"7\" \
         fill=\"{}\"/><text x=\"16\" y=\"22.5\" text-anchor=\"middle\" font-family=\"system-ui, sans-serif\" \
         font-weight=\"700\" font-size=\"19\" fill=\"{}\">{letter}</text></svg>",
        palette.brand, palette.on_brand
    )
}

/// The best language on offer of those that a browser asks for.
pub(crate) fn negotiated(vendor: &Brand, headers: &HeaderMap) -> Option<Lang> {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok())?;
    Lang::negotiate_among(asked, &vendor.languages)
}

/// The language for somebody who asks for these; who asks for none on offer gets the first one.
pub(crate) fn language(vendor: &Brand, asked: Option<&HeaderValue>) -> Lang {
    let asked = asked.and_then(|value| value.to_str().ok());
    vendor.offered(asked.and_then(|tags| Lang::negotiate_among(tags, &vendor.languages)))
}

/// What a link of the foot is called.
pub fn link_name(link: Link, lang: Lang) -> String {
    let t = texts(lang);
    match link {
        Link::Home => t.msg_link_home(),
        Link::Shop => t.msg_link_shop(),
        Link::Help => t.msg_foot_help(),
        Link::Privacy => t.msg_link_privacy(),
        Link::Terms => t.msg_link_terms(),
        Link::Imprint => t.msg_link_imprint(),
        Link::Status => t.msg_link_status(),
    }
}

#[cfg(test)]
mod tests {
    use super::{kind_of, letter_svg, manifest};
    use gatehouse_brand::{Brand, Chosen, Picture};
    use gatehouse_core::Lang;

    #[test]
    fn only_names_of_pictures_are_looked_up() {
        let hash = "0123456789abcdef0123456789abcdef";
        assert_eq!(kind_of(&format!("{hash}.png")), Some("image/png"));
        assert_eq!(kind_of(&format!("{hash}.jpg")), Some("image/jpeg"));
        for wrong in
            ["", ".png", "0123.png", "../x.png", &format!("{hash}.svg"), &format!("{}.png", hash.to_uppercase())]
        {
            assert_eq!(kind_of(wrong), None, "{wrong}");
        }
    }

    /// ALL-2
    #[test]
    fn the_manifest_and_the_letter_are_the_vendors() {
        let icon = Picture { name: "i.png".into(), width: 192, height: 192 };
        let chosen = Chosen { name: Some("Ærø".into()), icon: Some(vec![icon]), hue: Some(300), ..Chosen::default() };
        let brand = Brand::of(&chosen);
        let json = manifest(&brand, Lang::Ja);
        assert_eq!((json["name"].as_str(), json["icons"][0]["sizes"].as_str()), (Some("Ærø"), Some("192x192")));
        assert_eq!(json["theme_color"].as_str(), Some("#6c44a4"));
        let svg = letter_svg(&brand, &brand.letter().unwrap());
        assert!(svg.contains(">Æ<") && svg.contains("#6c44a4"), "{svg}");
    }
}
