//! A member's own page: preferences, password, recovery codes.

use super::invite::lang_select;
use super::own_sessions;
use super::parts::{Panel, PanelForm, PanelsPage, errors_of, password_rules};
use super::set_up::codes_page;
use super::sign_in::{keep, remember};
use super::step_up::ended;
use crate::actions::{self, Preferences};
use crate::refusals::MemberRefusal;
use crate::{queries, sessions, texts};
use gatehouse_core::{Secret, Stop};
use gatehouse_passwords::HashPool;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff};
use serde::Deserialize;

const PATH: &str = "/staff/profile";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PreferencesForm {
    lang: String,
    zone: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    current: String,
    password: String,
}

fn zones() -> Vec<Choice> {
    let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
    names.retain(|name| {
        name == "UTC" || (name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("posix"))
    });
    names.sort_unstable();
    names.into_iter().map(|name| Choice::new(name.as_str(), name.replace('_', " "))).collect()
}

async fn page(staff: &Staff, typed: Option<&PreferencesForm>, errors: &FormErrors) -> Result<PanelsPage, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let me = queries::member(&visit.cx, staff.session.staff).await?.ok_or(Halt::NotFound)?;
    let codes_left = queries::recovery_codes_left(&visit.cx, me.row.id).await?;
    let sessions = queries::sessions_of(&visit.cx, me.row.id).await?;
    let chosen_lang = typed.map_or(me.row.lang.as_deref().unwrap_or(lang.tag()), |form| form.lang.as_str());
    let chosen_zone = typed.map_or(me.row.zone.as_deref().unwrap_or(""), |form| form.zone.as_str());
    let zone = Select::new("zone", t.msg_zone(), zones()).first(t.msg_zone_vendors()).value(chosen_zone).plain();
    let preferences = PanelForm::new("/staff/profile/preferences")
        .field(&lang_select(t.msg_language(), chosen_lang, errors))
        .field(&zone.errors(errors))
        .button(Button::submit(t.msg_save()).primary());
    let rules = password_rules(visit.cx.service::<HashPool>()?.policy(), me.email.clone());
    let password = PanelForm::new("/staff/profile/password")
        .field(&Password::current(lang, "current", t.msg_current_password()).errors(errors))
        .field(&Password::fresh(lang, "password", t.msg_new_password()).rules(rules).errors(errors))
        .button(Button::submit(t.msg_change_password()));
    let codes = Panel::new(t.msg_codes_title())
        .text(t.msg_codes_left(codes_left))
        .with(&Button::post(t.msg_codes_renew(), "/staff/profile/recovery-codes").icon(Icon::Refresh));
    Ok(PanelsPage {
        page: visit.page(t.msg_profile_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_profile_title()).lede(format!(
            "{} · {}",
            me.name,
            gatehouse_address::shown(&me.email)
        )),
        summary: ErrorSummary::new(lang, errors),
        notice: None,
        panels: vec![
            Panel::new(t.msg_preferences()).with(&preferences),
            Panel::new(t.msg_password()).text(t.msg_change_password_text()).with(&password),
            codes,
            own_sessions::panel(staff, &sessions),
        ],
    })
}

pub(super) async fn show(staff: Staff) -> Result<Done, Halt> {
    let page = page(&staff, None, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

async fn again(staff: &Staff, typed: Option<&PreferencesForm>, refusal: &MemberRefusal) -> Result<Done, Halt> {
    let errors = errors_of(staff.visit.lang(), refusal);
    staff.visit.show_refused(refusal, &page(staff, typed, &errors).await?)
}

pub(super) async fn preferences(staff: Staff, Posted(form): Posted<PreferencesForm>) -> Result<Done, Halt> {
    let chosen = Preferences { lang: form.lang.clone(), zone: form.zone.clone() };
    match actions::change_preferences(&staff.visit.cx, &chosen).await {
        Ok(()) => {
            let lang = gatehouse_core::Lang::from_tag(&form.lang).unwrap_or(staff.visit.lang());
            Ok(staff.visit.go_saying(PATH, texts(lang).msg_saved()))
        }
        Err(Stop::Refused(refusal)) => again(&staff, Some(&form), &refusal).await,
        Err(stop) => Err(stop.into()),
    }
}

pub(super) async fn password(staff: Staff, Posted(form): Posted<PasswordForm>) -> Result<Done, Halt> {
    let (current, fresh) = (Secret::new(form.current), Secret::new(form.password));
    match actions::change_password(&staff.visit.cx, staff.session.id, current, fresh).await {
        Ok(token) => {
            let done = staff.visit.go_saying(PATH, texts(staff.visit.lang()).msg_password_changed());
            let done = keep(&staff.visit, done, &token, sessions::LONGEST);
            Ok(remember(&staff.visit, done, staff.session.staff).await)
        }
        Err(Stop::Refused(MemberRefusal::SessionEnded)) => Ok(ended(&staff.visit)),
        Err(Stop::Refused(refusal)) => again(&staff, None, &refusal).await,
        Err(stop) => Err(stop.into()),
    }
}

pub(super) async fn recovery_codes(staff: Staff) -> Result<Done, Halt> {
    staff.elevated_for(PATH)?;
    match actions::renew_recovery_codes(&staff.visit.cx).await {
        Ok(codes) => Ok(staff.visit.show(&codes_page(&staff.visit, &codes, PATH))?.secret()),
        Err(Stop::Refused(refusal)) => again(&staff, None, &refusal).await,
        Err(stop) => Err(stop.into()),
    }
}
