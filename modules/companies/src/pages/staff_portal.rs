//! `/staff/portal-changes`: telling the administrators of all companies of a change of the portal (COM-13), and what was told before.

use crate::actions::tell_of_portal::{TELLERS, tell_of_portal};
use crate::model::portal_text::{LONGEST_TEXT, LONGEST_TITLE, PortalTexts};
use crate::queries::portal_changes::latest;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

/// Where it is.
pub(crate) const PAGE: &str = "/staff/portal-changes";

pub(super) fn doors() -> Doors {
    Doors::new().staff(TELLERS, |doors| doors.form(PAGE, show, send))
}

/// The form.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    #[serde(flatten)]
    texts: PortalTexts,
    form: String,
    confirm: String,
}

async fn show(staff: Staff) -> Result<Done, Halt> {
    let typed = Typed { form: staff.visit.cx.id().to_string(), ..Typed::default() };
    let sheet = page(&staff, &typed, &FormErrors::new()).await?;
    staff.visit.show(&sheet)
}

async fn send(staff: Staff, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let form = Uuid::parse_str(&typed.form).map_err(|_| Halt::BadRequest)?;
    let told = tell_of_portal(&visit.cx, form, &typed.texts, typed.confirm == "true").await;
    let said = texts(visit.lang()).msg_portal_done();
    let done = async |()| Ok(visit.go_saying(PAGE, said));
    visit.answer(told, done, async |errors| page(&staff, &typed, &errors).await).await
}

async fn page(staff: &Staff, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let characters = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
    let mut form = PanelForm::new(PAGE).field(&Field::hidden("form", typed.form.as_str()));
    for own in Lang::ALL {
        let ((title, text), names) = (typed.texts.of(own), PortalTexts::fields(own));
        let title = Field::text(names.0, t.msg_portal_title_in(own.name()))
            .value(title)
            .max_length(characters(LONGEST_TITLE))
            .errors(errors);
        let text = TextArea::new(names.1, t.msg_portal_text_in(own.name()))
            .rows(6)
            .value(text)
            .max_length(characters(LONGEST_TEXT))
            .errors(errors);
        form = form.field(&title).field(&text);
    }
    let confirm = Confirm::new(t.msg_portal_confirm(), t.msg_portal_tick(), t.msg_portal_send()).errors(errors);
    let rows =
        latest(&visit.cx).await?.into_iter().map(|(texts, at)| [Cell::time(&format, at), Cell::text(texts.of(lang).0)]);
    let table = Table::new(t.msg_portal_before(), [Head::new(t.msg_audit_when()), Head::new(t.msg_portal_title())]);
    let before = Panel::new(t.msg_portal_before()).table_or(table.rows(rows), t.msg_portal_none());
    let head = PageHead::new(t.msg_portal_changes()).lede(t.msg_portal_lede());
    let sheet = Sheet::new(visit, t.msg_portal_changes(), head).narrow().errors(errors);
    Ok(sheet.with(&Panel::new("").with(&form.field(&confirm))).with(&before))
}
