//! The HTML pages: customers' own, and those of staff who look at a customer.

mod activity;
mod attach_service;
mod confirm;
mod confirm_email;
mod cookies;
mod delete;
mod email;
pub mod entering;
mod export;
mod forgot_password;
pub(crate) mod home;
mod keep_two_step;
mod login;
mod lost;
mod parts;
mod passkey;
mod password;
mod pause_emails;
pub(crate) mod person;
mod phone;
mod profile;
mod question;
mod question_text;
mod register;
mod second_step;
mod security;
mod service;
mod service_carried;
mod service_finish;
mod services;
mod sessions;
mod set_password;
mod sign_in;
mod sign_in_link;
mod staff;
mod step_up;
mod stop_emails;
mod text_code;
mod two_step;
mod undo_email;
mod undo_two_step;
mod wanted;
pub(crate) mod welcome;

pub use cookies::{here, with_session, with_signed_in};

use crate::actions;
use crate::lists::{Activity, Sessions};
use crate::rights::{MAY_HELP, MAY_LOOK};
use gatehouse_mail::switch::{ONE_CLICK, STOP_PAGE};
use gatehouse_web::Doors;
use gatehouse_web::doors::{Closed, Open};
use gatehouse_web::list::List as _;
use gatehouse_web::navigation::HOME;

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    let doors = Doors::new().anyone(open).owners(|doors| doors.get(HOME, home::home));
    let doors = doors.newcomers(never_kept_from).customers(own).staff(&MAY_HELP, |doors| {
        doors
            .post("/staff/accounts/{id}/sign-out-everywhere", person::sign_out_everywhere)
            .post("/staff/accounts/{id}/remove-factors", person::remove_factors)
    });
    doors.staff(&MAY_LOOK, |doors| {
        doors
            .form("/staff/accounts", staff::form, staff::search)
            .get("/staff/accounts/{id}", person::overview)
            .post("/staff/accounts/{id}/invite", person::invite)
            .get("/staff/accounts/{id}/activity", person::activity)
            .form("/staff/accounts/{id}/notes", person::list_notes, person::note)
            .post("/staff/accounts/{id}/notes/{note}/remove", person::unnote)
    })
}

fn open(doors: Open) -> Open {
    doors
        .get("/", home::front)
        .form("/register", register::form, register::submit, actions::register::FORMS)
        .get("/register/sent", register::sent)
        .post("/register/again", register::again, actions::send_again::BUDGET)
        .form("/confirm", confirm::look, confirm::submit, confirm::BUDGET)
        .form("/confirm-email", confirm_email::look, confirm_email::submit, actions::addresses::BUDGET)
        .form("/undo-email", undo_email::look, undo_email::submit, actions::addresses::BUDGET)
        .form("/undo-two-step", undo_two_step::look, undo_two_step::submit, actions::first_factors::BUDGET)
        .form("/sign-in", sign_in::form, sign_in::submit, actions::sign_in::BUDGET)
        .form(sign_in_link::PATH, sign_in_link::form, sign_in_link::submit, actions::recover::FORMS)
        .form(second_step::PATH, second_step::form, second_step::submit, actions::factors::BUDGET)
        .form(second_step::SEND, second_step::up, second_step::send, actions::send_code::BUDGET)
        .form(passkey::SIGN_IN, passkey::to_sign_in, passkey::submit_sign_in, actions::passkey_sign_in::BUDGET)
        .free_post(passkey::QUESTION, passkey::question)
        .get("/sign-in/with/{service}", service::begin)
        .get("/sign-in/with/{service}/answer", service::answer)
        .free_post("/sign-in/with/{service}/answer", service::posted)
        .form(service_finish::PATH, service_finish::form, service_finish::submit, actions::identities::BUDGET)
        .form("/attach-service", attach_service::look, attach_service::submit, actions::identities::BUDGET)
        .form(lost::AT_SIGN_IN, lost::form, lost::submit, actions::ask_removal::BUDGET)
        .form("/keep-two-step", keep_two_step::look, keep_two_step::submit, keep_two_step::BUDGET)
        .free_post("/sign-out", sign_in::sign_out)
        .form("/forgot-password", forgot_password::form, forgot_password::submit, actions::recover::FORMS)
        .get("/forgot-password/sent", forgot_password::sent)
        .post("/forgot-password/again", forgot_password::again, actions::recover::BUDGET)
        .form(question::PATH, question::form, question::submit, actions::answer_question::BUDGET)
        .form(question_text::PATH, question_text::form, question_text::submit, actions::factors::BUDGET)
        .form(question_text::SEND, question_text::up, question_text::send, actions::send_code::BUDGET)
        .form("/set-password", set_password::form, set_password::submit, actions::set_password::BUDGET)
        .form("/pause-emails", pause_emails::look, pause_emails::submit, pause_emails::BUDGET)
        .form(STOP_PAGE, stop_emails::look, stop_emails::submit, stop_emails::BUDGET)
        .form(ONE_CLICK, stop_emails::look_at_click, stop_emails::click, stop_emails::BUDGET)
        .get("/account-deleted", delete::deleted)
}

/// What stands before the gates: who will not tell where they are, or not accept a statement, can leave, and keep their account safe (PRI-4).
fn never_kept_from(doors: Closed) -> Closed {
    doors
        .form(welcome::PATH, welcome::form, welcome::submit)
        .form("/step-up", step_up::form, step_up::submit)
        .form(step_up::SEND, step_up::up, step_up::send)
        .get("/step-up/with/{service}", service::prove)
        .get("/account/security", security::page)
        .get(services::PATH, services::page)
        .get("/account/sign-in-services/with/{service}", service::attach)
        .form(services::ATTACH, services::attach_form, services::attach)
        .form("/account/sign-in-services/detach", services::up, services::detach)
        .form("/account/security/authenticator", two_step::app_form, two_step::app_submit)
        .form(passkey::ADD, passkey::form, passkey::submit)
        .form(phone::ADD, phone::form, phone::submit)
        .form(phone::CODE, phone::code_form, phone::code_submit)
        .form(phone::AGAIN, phone::up, phone::again)
        .form(passkey::RENAME, passkey::rename_form, passkey::rename)
        .form("/account/security/recovery-codes", two_step::codes_form, two_step::codes_submit)
        .form("/account/security/remove-factor", two_step::up, two_step::remove)
        .form("/account/security/keep-two-step", two_step::up, two_step::keep)
        .form(lost::SIGNED_IN, lost::own_form, lost::own_submit)
        .form(email::PATH, email::form, email::submit)
        .form("/account/email/again", email::up, email::again)
        .form("/account/email/cancel", email::up, email::cancel)
        .form(login::PATH, login::form, login::submit)
        .form("/account/security/stop-password", two_step::up, login::stop)
        .form("/account/password", password::form, password::submit)
        .get(Sessions::AT, sessions::list)
        .get(Sessions::FILE, sessions::file)
        .post("/account/sessions/end", sessions::end)
        .post("/account/sessions/end-others", sessions::end_others)
        .form("/account/browsers/forget", sessions::up, sessions::forget_browser)
        .form("/account/browsers/distrust", sessions::up, sessions::distrust_browser)
        .get(Activity::AT, activity::list)
        .get(Activity::FILE, activity::file)
        .form(export::PATH, export::page, export::submit)
        .get("/account/export/file", export::file)
        .form("/account/delete", delete::form, delete::submit)
}

fn own(doors: Closed) -> Closed {
    doors
        .form("/account", profile::form, profile::about)
        .post("/account/place", profile::place)
        .post("/account/notifications", profile::notifications)
}
