//! A member's own page: preferences, password, passkeys, recovery codes.

use super::cookies::{keep, remember};
use super::own_sessions;
use super::passkey;
use super::set_up::codes_page;
use super::sso_own;
use super::step_up::ended;
use crate::actions::{self, Preferences};
use crate::queries::Profile;
use crate::queries::recipients::Member;
use crate::refusals::MemberRefusal;
use crate::{queries, sessions, texts};
use gatehouse_core::{Lang, Secret};
use gatehouse_signin::forms::{current_password, new_password};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, UnlessBroken as _, Visit};
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

fn preferences_panel(visit: &Visit, me: &Member, typed: Option<&PreferencesForm>, errors: &FormErrors) -> Panel {
    let lang = visit.lang();
    let t = texts(lang);
    let chosen_lang = typed.map_or(me.row.lang.as_deref().unwrap_or(lang.tag()), |form| form.lang.as_str());
    let chosen_zone = typed.map_or(me.row.zone.as_deref().unwrap_or(""), |form| form.zone.as_str());
    let zones = ZoneChoices { lang, at: visit.cx.now(), country: None };
    let zone = Select::time_zones("zone", t.msg_zone(), chosen_zone, &zones).first(t.msg_zone_vendors()).plain();
    let form = PanelForm::new("/staff/profile/preferences")
        .field(&Select::languages("lang", t.msg_language(), &visit.languages()).value(chosen_lang).errors(errors))
        .field(&zone.errors(errors))
        .button(Button::submit(t.msg_save()).primary());
    Panel::new(t.msg_preferences()).with(&form)
}

async fn page(staff: &Staff, typed: Option<&PreferencesForm>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let Profile { me, codes_left, passkeys, sessions } = queries::profile(&visit.cx).await?.ok_or(Halt::NotFound)?;
    let password = PanelForm::new("/staff/profile/password")
        .field(&current_password(lang, t.msg_current_password(), errors))
        .field(&new_password(&visit.cx, t.msg_new_password(), Some(me.email.clone()), errors)?)
        .button(Button::submit(t.msg_change_password()));
    let codes = Panel::new(t.msg_codes_title())
        .text(t.msg_codes_left(codes_left))
        .with(&Button::post(t.msg_codes_renew(), "/staff/profile/recovery-codes").icon(Icon::Refresh));
    let who = format!("{} · {}", me.name, gatehouse_address::shown(&me.email));
    let sheet = Sheet::new(visit, t.msg_profile_title(), PageHead::new(t.msg_profile_title()).lede(who)).narrow();
    let mut sheet = sheet.errors(errors).with(&preferences_panel(visit, &me, typed, errors));
    // Who comes by single sign-on alone has neither to change.
    if me.row.password_sealed.is_some() {
        sheet = sheet.with(&Panel::new(t.msg_password()).text(t.msg_change_password_text()).with(&password));
    }
    if let Some(panel) = sso_own::panel(visit, &me) {
        sheet = sheet.with(&panel);
    }
    sheet = sheet.with(&passkey::panel(visit, &passkeys));
    if me.row.totp_secret_sealed.is_some() {
        sheet = sheet.with(&codes);
    }
    Ok(sheet.with(&own_sessions::panel(staff, &sessions)))
}

pub(super) async fn show(staff: Staff) -> Result<Done, Halt> {
    let page = page(&staff, None, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

pub(super) async fn preferences(staff: Staff, Posted(form): Posted<PreferencesForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let chosen = Preferences { lang: form.lang.clone(), zone: form.zone.clone() };
    let done = async |()| {
        // Said in the language that was just chosen.
        let lang = Lang::from_tag(&form.lang).unwrap_or(visit.lang());
        Ok(visit.go_saying(PATH, texts(lang).msg_saved()))
    };
    let again = async |errors| page(&staff, Some(&form), &errors).await;
    visit.answer(actions::change_preferences(&visit.cx, &chosen).await, done, again).await
}

pub(super) async fn password(staff: Staff, Posted(form): Posted<PasswordForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (current, fresh) = (Secret::new(form.current), Secret::new(form.password));
    match actions::change_password(&visit.cx, staff.session.id, current, fresh).await.unless_broken()? {
        Ok(token) => {
            let done = visit.go_saying(PATH, texts(visit.lang()).msg_password_changed());
            let done = keep(visit, done, &token, sessions::LONGEST);
            Ok(remember(visit, done, staff.session.staff).await)
        }
        Err(MemberRefusal::SessionEnded) => Ok(ended(visit)),
        Err(refusal) => visit.again(&refusal, async |errors| page(&staff, None, &errors).await).await,
    }
}

pub(super) async fn recovery_codes(staff: Staff) -> Result<Done, Halt> {
    staff.gave_factor_for(PATH)?;
    let visit = &staff.visit;
    let done = async |codes: Vec<Secret<String>>| Ok(visit.show(&codes_page(visit, &codes, PATH))?.secret());
    let again = async |errors| page(&staff, None, &errors).await;
    visit.answer(actions::renew_recovery_codes(&visit.cx, staff.session.id).await, done, again).await
}
