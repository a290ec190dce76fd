//! Passkeys of staff: signing in with one, and the panel of the profile (ALL-8).

use super::sign_in::{again, enter, place};
use crate::model::passkey::MOST;
use crate::queries::passkeys::{self, Listed};
use crate::refusals::{MemberRefusal, PasskeyRefusal};
use crate::{actions, queries, texts};
use axum::Json;
use axum::response::IntoResponse as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Fault, SECOND, Uuid};
use gatehouse_signin::passkeys::{Given, LIFE, Owner};
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Card, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Where a passkey signs in.
pub(super) const SIGN_IN: &str = "/staff/sign-in/passkey";
/// What a browser is asked there.
pub(super) const QUESTION: &str = "/staff/sign-in/passkey/question";
pub(super) const ADD: &str = "/staff/profile/passkey";
pub(super) const REMOVE: &str = "/staff/profile/passkey/remove";
const PROFILE: &str = "/staff/profile";

/// The form beside the one with address and password; browsers without passkeys do not show it.
pub(super) fn sign_in_form(visit: &Visit, next: &str) -> PanelForm {
    let t = texts(visit.lang());
    let button = PasskeyButton::fetched(visit.lang(), t.msg_passkey_sign_in(), QUESTION).after(t.msg_or());
    PanelForm::in_card(SIGN_IN).field(&Field::hidden("next", place(next))).field(&button)
}

/// The card with a form that one of the member's passkeys answers, where they have any.
pub(super) async fn beside(
    visit: &Visit,
    card: Card,
    member: Uuid,
    bound: Uuid,
    action: &'static str,
    hidden: &[(&'static str, &str)],
) -> Result<Card, Halt> {
    let Some(asked) = passkeys::to_prove(&visit.cx, member, bound).await? else { return Ok(card) };
    let t = texts(visit.lang());
    let button = PasskeyButton::new(visit.lang(), t.msg_passkey_use(), asked.challenge.expose(), asked.options);
    let form =
        hidden.iter().fold(PanelForm::in_card(action), |form, (name, value)| form.field(&Field::hidden(*name, *value)));
    Ok(card.with(&form.field(&button.after(t.msg_or()))))
}

/// Asks any browser the same; which one it was, its cookie remembers.
pub(super) async fn question(visit: Visit) -> Result<Done, Halt> {
    let known = visit.cookie(Name::Passkey).filter(|token| token.len() == 43).map(str::to_owned);
    let browser = known.unwrap_or_else(|| URL_SAFE_NO_PAD.encode(visit.cx.app.random.token()));
    let asked = passkeys::to_sign_in(&visit.cx, &browser)?;
    let options: serde_json::Value = serde_json::from_str(&asked.options).map_err(Fault::from)?;
    let body = serde_json::json!({ "challenge": asked.challenge.expose(), "options": options });
    let done = Done::from(Json(body).into_response()).secret();
    Ok(visit.with_cookie(done, Name::Passkey, browser, Some(2 * LIFE / SECOND)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SignInForm {
    #[serde(flatten)]
    given: Given,
    next: String,
}

/// The address of a form that stands on another page.
pub(super) async fn to_sign_in(visit: Visit) -> Done {
    visit.go("/staff/sign-in")
}

pub(super) async fn submit_sign_in(visit: Visit, Posted(form): Posted<SignInForm>) -> Result<Done, Halt> {
    let browser = visit.cookie(Name::Passkey).unwrap_or_default();
    let signed_in =
        actions::passkey_sign_in(&visit.cx, browser, &form.given, visit.staff.as_ref().map(|open| open.id)).await;
    let done = async |signed_in: actions::SignedIn| {
        let done = enter(&visit, &form.next, &signed_in.token, signed_in.member).await;
        Ok(visit.without_cookie(done, Name::Passkey))
    };
    visit.answer(signed_in, done, async |errors| again(&visit, &form.next, &errors)).await
}

/// The panel of the profile.
pub(super) fn panel(visit: &Visit, passkeys: &[Listed]) -> Panel {
    let (lang, format) = (visit.lang(), visit.format());
    let t = texts(lang);
    let panel = Panel::new(t.msg_passkeys()).text(t.msg_passkeys_text());
    let heads = [
        Head::new(t.msg_passkey_name()),
        Head::new(t.msg_passkey_since()),
        Head::new(t.msg_passkey_used()),
        Head::actions(lang),
    ];
    let rows = passkeys.iter().map(|one| {
        let remove = Button::post(t.msg_passkey_remove(), REMOVE).with("passkey", one.id.to_string());
        [
            Cell::text(one.name.as_str()),
            Cell::date(&format, one.added),
            one.used.map_or_else(Cell::none, |at| Cell::date(&format, at)),
            Cell::actions([remove.about(one.name.as_str())]),
        ]
    });
    let panel = if passkeys.is_empty() { panel } else { panel.table(Table::new(t.msg_passkeys(), heads).rows(rows)) };
    if passkeys.len() >= usize::try_from(MOST).unwrap_or(usize::MAX) {
        panel
    } else {
        panel.with(&Button::link(t.msg_passkey_add(), ADD))
    }
}

/// Asks the browser for a new passkey.
pub(super) async fn form(staff: Staff) -> Result<Done, Halt> {
    staff.gave_factor_for(ADD)?;
    let page = page(&staff, "", &FormErrors::new()).await?;
    Ok(staff.visit.show(&page)?.secret())
}

async fn page(staff: &Staff, name: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, session) = (&staff.visit, &staff.session);
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let me = queries::profile(&visit.cx).await?.ok_or(Halt::NotFound)?.me;
    let owner = Owner { address: &me.email, name: &me.name };
    let asked = passkeys::to_add(&visit.cx, session.staff, session.id, owner).await?;
    let button = PasskeyButton::new(lang, t.msg_passkey_create(), asked.challenge.expose(), asked.options).makes();
    let field = Field::text("name", t.msg_passkey_name()).hint(t.msg_passkey_name_hint()).max_length(100);
    let fields = PanelForm::new(ADD)
        .alone()
        .unguarded()
        .field(&field.value(name).optional(lang).errors(errors))
        .field(&button)
        .button(Button::link(t.msg_cancel(), PROFILE));
    let head = PageHead::new(t.msg_passkey_add()).lede(t.msg_passkeys_text());
    let head = head.crumbs(lang, [(t.msg_profile_title(), PROFILE)]);
    Ok(Sheet::new(visit, t.msg_passkey_add(), head).narrow().errors(errors).with(&fields))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AddForm {
    name: String,
    #[serde(flatten)]
    given: Given,
}

/// Adds it.
pub(super) async fn submit(staff: Staff, Posted(form): Posted<AddForm>) -> Result<Done, Halt> {
    staff.gave_factor_for(ADD)?;
    let visit = &staff.visit;
    let t = texts(visit.lang());
    match actions::add_passkey(&visit.cx, staff.session.id, &form.name, &form.given).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(PROFILE, t.msg_passkey_added())),
        Err(PasskeyRefusal::Already) => Ok(visit.go_saying(PROFILE, t.msg_refusal_passkey_already())),
        Err(refusal) => {
            Ok(visit.again(&refusal, async |errors| page(&staff, &form.name, &errors).await).await?.secret())
        }
    }
}

/// The button posts to an address that has no page of its own.
pub(super) async fn up(staff: Staff) -> Result<Done, Halt> {
    Ok(staff.visit.go(PROFILE))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RemoveForm {
    passkey: String,
}

/// Removes one.
pub(super) async fn remove(staff: Staff, Posted(form): Posted<RemoveForm>) -> Result<Done, Halt> {
    staff.gave_factor_for(PROFILE)?;
    let visit = &staff.visit;
    let passkey = Uuid::parse_str(&form.passkey).map_err(|_| Halt::NotFound)?;
    match actions::remove_passkey(&visit.cx, staff.session.id, passkey).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(PROFILE, texts(visit.lang()).msg_passkey_removed())),
        Err(MemberRefusal::NotFound) => Err(Halt::NotFound),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
