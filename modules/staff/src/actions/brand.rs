//! The vendor's brand: its words and colors, and its pictures. Who changes it has just proved that it is them (the page asks); every
//! change is a line of the log.

use crate::events;
use crate::rights::{Administer, NotAllowed, may};
use gatehouse_brand::rules::{self, Wrong, wrongs};
use gatehouse_brand::{Brands, Chosen, Look, Slot, store, uploads};
use gatehouse_context::Cx;
use gatehouse_core::text::code_point;
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Refusal, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::Asker;
use gatehouse_pictures::PictureRefusal;
use gatehouse_worker::Workers;
use serde_json::{Map, Value, json};

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum BrandError {
    /// Too long a name.
    #[refusal(422, "brand.name_invalid", refusal_brand_name(rules::LONGEST_NAME.to_string()), field = "name")]
    Name,
    /// Too long a name of the sender.
    #[refusal(422, "brand.sender_invalid", refusal_brand_name(rules::LONGEST_NAME.to_string()), field = "sender")]
    Sender,
    /// A name with this unprintable character.
    #[refusal(422, "brand.unprintable", refusal_brand_unprintable(code_point(*it)), field = "name")]
    NameUnprintable(char),
    /// A sender with this unprintable character.
    #[refusal(422, "brand.unprintable", refusal_brand_unprintable(code_point(*it)), field = "sender")]
    SenderUnprintable(char),
    /// An address with this unprintable character.
    #[refusal(422, "brand.unprintable", refusal_brand_unprintable(code_point(*it)), field = "address")]
    AddressUnprintable(char),
    /// Too long an address.
    #[refusal(422, "brand.address_invalid", refusal_brand_address(rules::MOST_LINES.to_string()), field = "address")]
    Address,
    /// No web address.
    Link(BadLink),
    /// Not a color.
    #[refusal(422, "brand.color_invalid", refusal_brand_color, field = "color")]
    Color,
    /// Not a hue.
    #[refusal(422, "brand.hue_invalid", refusal_brand_hue, field = "hue")]
    Hue,
    /// Not a strength.
    #[refusal(422, "brand.chroma_invalid", refusal_brand_chroma(Look::MOST_CHROMA.to_string()), field = "chroma")]
    Chroma,
    /// Texts could not be read; the nearest look with which they can.
    #[refusal(422, "brand.contrast", refusal_brand_contrast(it.hue.to_string(), it.chroma.to_string()), field = "hue")]
    Contrast(Look),
    /// No language.
    #[refusal(422, "brand.languages_invalid", refusal_brand_languages, field = "languages")]
    Languages,
}

/// A link that is no web address; its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLink(pub &'static str);

impl Refusal for BadLink {
    fn code(&self) -> &'static str {
        "brand.link_invalid"
    }
    fn text(&self, lang: gatehouse_core::Lang) -> String {
        crate::texts(lang).msg_refusal_brand_link()
    }
    fn field(&self) -> Option<&str> {
        Some(self.0)
    }
}

impl From<Wrong> for BrandError {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Name => Self::Name,
            Wrong::Sender => Self::Sender,
            Wrong::Unprintable("sender", c) => Self::SenderUnprintable(c),
            Wrong::Unprintable("address", c) => Self::AddressUnprintable(c),
            Wrong::Unprintable(_, c) => Self::NameUnprintable(c),
            Wrong::Link(link) => Self::Link(BadLink(link.word())),
            Wrong::Address => Self::Address,
            Wrong::Hue => Self::Hue,
            Wrong::Chroma => Self::Chroma,
            Wrong::Contrast(nearest) => Self::Contrast(nearest),
            Wrong::Languages => Self::Languages,
        }
    }
}

/// Why the brand was not changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum BrandRefusal {
    /// Only administrators.
    NotAllowed(NotAllowed),
    /// The operator's file says it.
    #[refusal(409, "brand.from_file", refusal_brand_from_file)]
    FromFile,
    /// Somebody else has changed it meanwhile.
    #[refusal(409, "brand.changed_meanwhile", refusal_brand_changed)]
    ChangedMeanwhile,
    /// The picture is not taken.
    Picture(PictureRefusal),
    /// One or more fields.
    Invalid(Invalid<BrandError>),
}

/// What may be chosen of what was typed, as it would be shown; what the file says stays as it is.
pub fn judge_brand(cx: &Cx, typed: &Chosen) -> Outcome<Chosen, Invalid<BrandError>> {
    let shown = cx.service::<Brands>()?.file().or(typed);
    let mut errors = Errors::<BrandError>::default();
    errors.add_all(wrongs(&shown));
    errors.done().or_refuse()?;
    Ok(shown)
}

/// Saves what was typed over the choices of `version`. Pictures are not touched, nor is what the operator's file says.
pub async fn save_brand(cx: &Cx, typed: &Chosen, version: i64) -> Outcome<(), BrandRefusal> {
    may::<Administer>(cx).or_refuse()?;
    judge_brand(cx, typed).map_err(|stop| stop.map(BrandRefusal::Invalid))?;
    let brands = cx.service::<Brands>()?;
    let tx = cx.begin().await?;
    let old = store::read(&*tx).await?;
    let chosen = kept(typed, &brands.file(), &old.chosen)?;
    if old.version != version {
        return Err(refuse(BrandRefusal::ChangedMeanwhile));
    }
    change(cx, tx, &old, &chosen).await?;
    show_now(cx, brands).await;
    Ok(())
}

/// Puts a picture into its slot: read by the worker, written anew, and stored where every node finds it.
pub async fn set_brand_picture(cx: &Cx, slot: Slot, bytes: &[u8]) -> Outcome<(), BrandRefusal> {
    may::<Administer>(cx).or_refuse()?;
    let brands = cx.service::<Brands>()?;
    if brands.file().sets(slot) {
        return Err(refuse(BrandRefusal::FromFile));
    }
    if bytes.is_empty() {
        return Err(refuse(PictureRefusal::Missing.into()));
    }
    let workers = cx.service::<Workers>()?;
    let pictures = match gatehouse_pictures::read(workers, &Asker::of(cx), &uploads::asked(slot), bytes).await? {
        Ok(pictures) => pictures,
        Err(unread) => return Err(refuse(PictureRefusal::from(unread).into())),
    };
    let tx = cx.begin().await?;
    let old = store::read(&*tx).await?;
    let mut chosen = old.chosen.clone();
    chosen.set_pictures(slot, pictures.iter().map(uploads::remembered).collect());
    for picture in &pictures {
        store::keep(cx, &*tx, picture).await?;
    }
    change(cx, tx, &old, &chosen).await?;
    show_now(cx, brands).await;
    Ok(())
}

/// Takes a picture away. Mails that were sent go on showing it.
pub async fn remove_brand_picture(cx: &Cx, slot: Slot) -> Outcome<(), BrandRefusal> {
    may::<Administer>(cx).or_refuse()?;
    let brands = cx.service::<Brands>()?;
    if brands.file().sets(slot) {
        return Err(refuse(BrandRefusal::FromFile));
    }
    let tx = cx.begin().await?;
    let old = store::read(&*tx).await?;
    let mut chosen = old.chosen.clone();
    chosen.set_pictures(slot, Vec::new());
    change(cx, tx, &old, &chosen).await?;
    show_now(cx, brands).await;
    Ok(())
}

/// Shows on this node what was just committed. Where it cannot be read, the node follows within a second, as the others do.
async fn show_now(cx: &Cx, brands: &Brands) {
    if let Err(fault) = brands.read(cx).await {
        tracing::warn!(error = %fault, "the brand was saved and is not shown yet");
    }
}

/// What was typed, but for what the file says and for pictures, which stay as they were.
fn kept(typed: &Chosen, file: &Chosen, old: &Chosen) -> Result<Chosen, Fault> {
    let (mut new, file, old) = (members(typed)?, members(file)?, members(old)?);
    let mut locked: Vec<&str> = file.keys().map(String::as_str).collect();
    if locked.contains(&"hue") || locked.contains(&"chroma") {
        locked.extend(["hue", "chroma"]);
    }
    locked.extend(Slot::ALL.map(Slot::word));
    for key in locked {
        match old.get(key) {
            Some(value) => new.insert(key.to_owned(), value.clone()),
            None => new.remove(key),
        };
    }
    Ok(serde_json::from_value(Value::Object(new))?)
}

fn members(chosen: &Chosen) -> Result<Map<String, Value>, Fault> {
    match serde_json::to_value(chosen)? {
        Value::Object(members) => Ok(members),
        _ => Ok(Map::new()),
    }
}

/// Writes the new choices, with a line of the log for each that differs.
async fn change(cx: &Cx, tx: Tx, old: &store::Stored, chosen: &Chosen) -> Outcome<(), BrandRefusal> {
    let (before, after) = (members(&old.chosen)?, members(chosen)?);
    let mut keys: Vec<&String> = before.keys().chain(after.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys.into_iter().filter(|key| before.get(*key) != after.get(*key)) {
        let details = json!({ "setting": key, "value": told(after.get(key)), "value_before": told(before.get(key)) });
        cx.audit(&tx, events::BRAND_CHANGED.entry().with(details)).await?;
    }
    store::write(cx, &tx, chosen, old.version).await?.ok_or_else(|| refuse(BrandRefusal::ChangedMeanwhile))?;
    tx.commit().await?;
    Ok(())
}

/// The most characters of a value in a line of the log.
const TOLD: usize = 200;

/// A value as the log tells it. A picture is its name.
fn told(value: Option<&Value>) -> String {
    let text = match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => parts.iter().map(|part| told(Some(part))).collect::<Vec<_>>().join(", "),
        Some(Value::Object(picture)) => told(picture.get("name")),
        Some(other) => other.to_string(),
    };
    text.chars().take(TOLD).collect()
}

#[cfg(test)]
mod tests {
    use super::{kept, told};
    use gatehouse_brand::{Chosen, Picture};
    use serde_json::json;

    #[test]
    fn what_the_file_says_and_pictures_are_not_typed_away() {
        let picture = Some(Picture { name: "a.png".into(), width: 1, height: 1 });
        let file = Chosen { hue: Some(10), ..Chosen::default() };
        let old = Chosen {
            hue: Some(20),
            chroma: Some(90),
            logo: picture.clone(),
            shop: Some("x".into()),
            ..Chosen::default()
        };
        let typed = Chosen { name: Some("New".into()), hue: Some(30), chroma: Some(100), ..Chosen::default() };
        let new = kept(&typed, &file, &old).unwrap();
        let wanted =
            Chosen { name: Some("New".into()), hue: Some(20), chroma: Some(90), logo: picture, ..Chosen::default() };
        assert_eq!(new, wanted);
    }

    #[test]
    fn a_line_of_the_log_is_short_and_readable() {
        assert_eq!(told(Some(&json!([{ "name": "a.png", "width": 1 }, { "name": "b.png" }]))), "a.png, b.png");
        assert_eq!((told(None), told(Some(&json!(150)))), (String::new(), "150".to_owned()));
        assert_eq!(told(Some(&json!("x".repeat(300)))).len(), 200);
    }
}
