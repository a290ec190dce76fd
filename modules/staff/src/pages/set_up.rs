//! Setting the authenticator app up.

use super::cookies::{keep, remember};
use super::sign_in::{CodeForm, NextQuery, code_card, half, place, refused, with_place};
use crate::actions::{self, SetUp};
use crate::tables::{staff, staff_session};
use crate::{sessions, texts};
use axum::extract::Query;
use gatehouse_core::Secret;
use gatehouse_web::frames::{Actions, Card, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

const PATH: &str = "/staff/setup";

async fn page(
    visit: &Visit,
    half: &staff_session::Model,
    member: &staff::Model,
    next: &str,
    errors: &FormErrors,
) -> Result<Option<Card>, Halt> {
    let t = texts(visit.lang());
    let Some(offer) = actions::offered_secret(&visit.cx, half, member).await? else { return Ok(None) };
    let form = PanelForm::in_card(PATH)
        .field(&Qr::new(offer.address.expose(), t.msg_setup_qr(), offer.text.expose().as_str()))
        .field(&Field::one_time_code("code", t.msg_code()).hint(t.msg_setup_code_hint()).errors(errors))
        .field(&Field::hidden("next", place(next)))
        .submit(t.msg_setup_submit());
    Ok(Some(code_card(visit, t.msg_setup_title(), t.msg_setup_lede(), &form, errors)))
}

/// What is asked first where the invitation was not followed here: an administrator's code.
fn presence_page(visit: &Visit, next: &str, errors: &FormErrors) -> Card {
    let t = texts(visit.lang());
    let code = Field::text("presence", t.msg_code()).hint(t.msg_presence_hint()).autocomplete("off").max_length(20);
    let form = PanelForm::in_card("/staff/setup/presence")
        .field(&code.errors(errors))
        .field(&Field::hidden("next", place(next)))
        .submit(t.msg_code_submit());
    code_card(visit, t.msg_presence_title(), t.msg_presence_lede(), &form, errors)
}

pub(super) async fn form(visit: Visit, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    let (half, member) = half(&visit).await?;
    match page(&visit, &half, &member, &query.next, &FormErrors::new()).await? {
        Some(page) => Ok(visit.show(&page)?.secret()),
        None if member.totp_secret_sealed.is_none() => {
            visit.show(&presence_page(&visit, &query.next, &FormErrors::new()))
        }
        None => Ok(visit.go(&with_place("/staff/sign-in/code", &query.next))),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PresenceForm {
    presence: String,
    next: String,
}

/// Takes an administrator's code.
pub(super) async fn presence(visit: Visit, Posted(form): Posted<PresenceForm>) -> Result<Done, Halt> {
    let (half, _) = half(&visit).await?;
    match actions::give_presence_code(&visit.cx, half.id, &form.presence).await.unless_broken()? {
        Ok(()) => Ok(visit.go(&with_place(PATH, &form.next))),
        Err(refusal) => {
            let same = async |errors: &FormErrors| Ok(presence_page(&visit, &form.next, errors));
            refused(&visit, &form.next, &refusal, same).await
        }
    }
}

/// The form posts to an address that has no page of its own.
pub(super) async fn up(visit: Visit) -> Done {
    visit.go(PATH)
}

/// Codes that are on no other page.
pub(super) fn shown_once(
    visit: &Visit,
    head: PageHead,
    title: String,
    warning: String,
    codes: &CodeList,
    done: Button,
) -> Sheet {
    let panel = Panel::new("").with(codes).with(&Actions::new([done.primary()]));
    Sheet::new(visit, title, head).narrow().notices([Notice::warn(warning)]).with(&panel)
}

/// A member's recovery codes.
pub(super) fn codes_page(visit: &Visit, codes: &[Secret<String>], next: &str) -> Sheet {
    let t = texts(visit.lang());
    let head = PageHead::new(t.msg_codes_title()).lede(t.msg_codes_lede());
    let codes = CodeList::new(codes.iter().map(|code| code.expose().clone()));
    let done = Button::link(t.msg_codes_kept(), next);
    shown_once(visit, head, t.msg_codes_title(), t.msg_codes_once(), &codes, done)
}

pub(super) async fn confirm(visit: Visit, Posted(form): Posted<CodeForm>) -> Result<Done, Halt> {
    let (half, member) = half(&visit).await?;
    match actions::set_up_second_factor(&visit.cx, half.id, &form.code).await.unless_broken()? {
        Ok(SetUp { token, recovery_codes }) => {
            let done = visit.show(&codes_page(&visit, &recovery_codes, place(&form.next)))?.secret();
            Ok(remember(&visit, keep(&visit, done, &token, sessions::LONGEST), member.id).await)
        }
        Err(refusal) => {
            let errors = FormErrors::of_refusal(&refusal, visit.lang());
            match page(&visit, &half, &member, &form.next, &errors).await? {
                Some(same) => {
                    Ok(refused(&visit, &form.next, &refusal, async |_: &FormErrors| Ok(same)).await?.secret())
                }
                None => Ok(visit.go("/staff/sign-in")),
            }
        }
    }
}
