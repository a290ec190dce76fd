//! `/staff/chats/settings`: whether there is a chat, and by which hours (SUP-20).

use super::DESK_PAGE;
use crate::actions::save_setting::{SaveSetting, save_setting};
use crate::queries::settings::setting;
use crate::rights::LEADS;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_support::queries::settings::calendars;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

/// Where it is.
const AT: &str = "/staff/chats/settings";

pub(super) fn doors() -> Doors {
    Doors::new().staff(LEADS, |doors| doors.form(AT, show, save))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    on: String,
    calendar: String,
    version: String,
}

async fn show(staff: Staff) -> Result<Done, Halt> {
    let stored = setting(staff.visit.cx.read()).await?;
    let typed = Typed {
        on: stored.is_on.to_string(),
        calendar: stored.calendar_id.map(|id| id.to_string()).unwrap_or_default(),
        version: stored.version.to_string(),
    };
    staff.visit.show(&page(&staff, &typed, &FormErrors::new()).await?)
}

async fn page(staff: &Staff, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let choices = calendars(&visit.cx).await?.into_iter().map(|row| Choice::new(row.id.to_string(), row.name));
    let calendar = Select::new("calendar", t.msg_setting_calendar(), choices)
        .first(t.msg_setting_always())
        .hint(t.msg_setting_calendar_hint())
        .value(&typed.calendar)
        .errors(errors);
    let form = PanelForm::new(AT)
        .alone()
        .field(&Field::hidden("version", typed.version.as_str()))
        .field(&Checkbox::new("on", t.msg_setting_on()).checked(typed.on == "true"))
        .field(&calendar)
        .button(Button::submit(t.msg_save()).primary())
        .button(Button::link(t.msg_back(), DESK_PAGE));
    let head = PageHead::new(t.msg_settings()).lede(t.msg_settings_lede()).crumbs(lang, [(t.msg_chats(), DESK_PAGE)]);
    Ok(Sheet::new(visit, t.msg_settings(), head).narrow().errors(errors).with(&form))
}

async fn save(staff: Staff, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let calendar = match typed.calendar.as_str() {
        "" => None,
        text => Some(Uuid::parse_str(text).unwrap_or_default()),
    };
    let input = SaveSetting { is_on: typed.on == "true", calendar, version: typed.version.parse().ok() };
    let done = async |()| Ok(visit.go_saying(DESK_PAGE, texts(visit.lang()).msg_done_saved()));
    visit
        .answer(save_setting(&visit.cx, &input).await, done, async |errors: FormErrors| {
            page(&staff, &typed, &errors).await
        })
        .await
}
