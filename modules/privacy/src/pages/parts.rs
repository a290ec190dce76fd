//! What several pages have.

use super::PRIVACY;
use crate::model::answer::{Answer, Place};
use crate::tables::statement_text;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{PanelForm, Prose};
use gatehouse_web::view::*;

/// An answer as a badge.
pub(super) fn answer_badge(answer: Answer, lang: Lang) -> Badge {
    Badge::new(answer.tone(), answer.name(lang))
}

/// The text as people read it.
pub(super) fn prose(text: &statement_text::Model) -> Prose {
    Prose::with_links(text.lang.as_str(), &text.body)
}

/// That the text is there in another language only.
pub(super) fn other_language(text: &statement_text::Model, lang: Lang) -> Option<Notice> {
    let spoken = Lang::from_tag(&text.lang).filter(|spoken| *spoken != lang)?;
    Some(Notice::info(texts(lang).msg_other_language(spoken.name())))
}

/// The fields that say what is answered, and the two buttons.
pub(super) fn answer_form(
    form: PanelForm,
    version: Uuid,
    read_in: &str,
    place: Place,
    next: &str,
    lang: Lang,
) -> PanelForm {
    let t = texts(lang);
    form.field(&Field::hidden("version", version.to_string()))
        .field(&Field::hidden("lang", read_in))
        .field(&Field::hidden("place", place.word()))
        .field(&Field::hidden("next", next))
        .button(Button::submit(t.msg_accept()).primary().value("answer", "accept"))
        .button(Button::submit(t.msg_decline()).value("answer", "decline"))
}

/// The way back to the section "Privacy".
pub(super) fn crumbs(lang: Lang) -> [(String, &'static str); 1] {
    [(texts(lang).msg_privacy_title(), PRIVACY)]
}
