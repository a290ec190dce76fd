//! `…/{id}/reserve`: a code that takes over when the license ends (LIC-19).

use super::{Side, choice};
use crate::actions::reserve::{add_reserve, remove_reserve};
use crate::model::life_refusal::LifeRefusal;
use crate::queries::life::choices;
use crate::texts;
use gatehouse_core::{Uuid, refuse};
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt};

/// The chosen code, as sent.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Typed {
    other: String,
}

/// The form.
pub(in crate::pages) async fn show(side: &Side<'_>) -> Result<Done, Halt> {
    side.visit.show(&page(side, &Typed::default(), &FormErrors::new()).await?)
}

async fn page(side: &Side<'_>, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, t) = (side.visit, texts(side.visit.lang()));
    let title = t.msg_reserve_title();
    let sheet = Sheet::new(visit, title.as_str(), side.head(&title)).narrow().errors(errors);
    let fresh = choices(&visit.cx, &side.license, side.holder).await?.fresh;
    let format = visit.format();
    if fresh.is_empty() {
        let panel =
            Panel::new("").with(&Paragraph::new(t.msg_reserve_text())).with(&Paragraph::muted(t.msg_reserve_none()));
        let panel = match side.holder {
            Some(_) => panel.with(&Button::link(t.msg_customer_add(), format!("{}/add", side.list)).icon(Icon::Plus)),
            None => panel,
        };
        return Ok(sheet.with(&panel));
    }
    let select = Select::new("other", t.msg_reserve_code(), fresh.iter().map(|row| choice(row, &format)));
    let select = select.first(t.msg_choose()).value(&typed.other).errors(errors);
    let form = PanelForm::new("")
        .alone()
        .field(&Paragraph::new(t.msg_reserve_text()))
        .field(&select)
        .button(Button::submit(t.msg_reserve_add()).primary())
        .button(Button::link(t.msg_cancel(), side.page()));
    Ok(sheet.with(&form))
}

/// Adds what was chosen.
pub(in crate::pages) async fn add(side: &Side<'_>, typed: &Typed) -> Result<Done, Halt> {
    let (visit, t) = (side.visit, texts(side.visit.lang()));
    let added = match Uuid::parse_str(&typed.other) {
        Ok(other) => add_reserve(&visit.cx, side.behalf, side.license.id, other).await,
        Err(_) => Err(refuse(LifeRefusal::OtherType)),
    };
    let done = async |()| Ok(visit.go_saying(&side.page(), t.msg_reserve_added()));
    visit.answer(added, done, async |errors| page(side, typed, &errors).await).await
}

/// Takes it away.
pub(in crate::pages) async fn remove(side: &Side<'_>) -> Result<Done, Halt> {
    let (visit, t) = (side.visit, texts(side.visit.lang()));
    let removed = remove_reserve(&visit.cx, side.behalf, side.license.id).await;
    let done = async |()| Ok(visit.go_saying(&side.page(), t.msg_reserve_removed()));
    visit.answer(removed, done, async |errors| page(side, &Typed::default(), &errors).await).await
}
