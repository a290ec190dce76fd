//! The staff console's own pages, all below `/staff`.

mod api_keys;
mod audit;
mod brand;
mod cookies;
mod dead_letters;
pub(crate) mod home;
mod invite;
mod jobs;
mod member;
mod members;
mod new_key_cookie;
mod own_sessions;
mod passkey;
mod profile;
mod search;
mod set_password;
mod set_up;
mod sign_in;
mod sso;
mod sso_carried;
mod sso_member;
mod sso_own;
mod sso_settings;
mod step_up;
mod webhook;
mod webhook_deliveries;
mod webhook_secret;
mod webhooks;

pub(crate) use api_keys::STEPS as API_STEPS;

use crate::actions::single_sign_on;
use crate::lists::{ApiKeys, AuditLog, DeadLetters, Deliveries, Jobs, Members, Webhooks};
use crate::{OPERATORS, actions};
use gatehouse_core::Role;
use gatehouse_web::Doors;
use gatehouse_web::doors::{Closed, Open};
use gatehouse_web::list::List as _;

/// The pages.
pub(crate) fn doors() -> Doors {
    Doors::new()
        .anyone(way_in)
        .staff(&Role::ALL, everybody)
        .staff(OPERATORS, |doors| brand::doors(tell_systems(operate(look_after(doors)))))
}

fn way_in(doors: Open) -> Open {
    doors
        .form("/staff/sign-in", sign_in::form, sign_in::password, actions::SIGN_IN_BUDGET)
        .form("/staff/sign-in/code", sign_in::code_form, sign_in::code, actions::CODES_BUDGET)
        .form(passkey::SIGN_IN, passkey::to_sign_in, passkey::submit_sign_in, actions::PASSKEY_BUDGET)
        .free_post(passkey::QUESTION, passkey::question)
        .form("/staff/setup", set_up::form, set_up::confirm, actions::CODES_BUDGET)
        .form("/staff/setup/presence", set_up::up, set_up::presence, actions::CODES_BUDGET)
        .form("/staff/set-password", set_password::form, set_password::set, actions::LINK_BUDGET)
        .get(sso::BEGIN, sso::begin)
        .get(sso::ANSWER, sso::answer)
        .post(sso::LOGOUT, sso::logout, single_sign_on::end::BUDGET)
        .free_post("/staff/sign-out", step_up::sign_out)
}

fn everybody(doors: Closed) -> Closed {
    doors
        .get("/staff", home::show)
        .form("/staff/search", search::form, search::search)
        .form("/staff/step-up", step_up::form, step_up::prove)
        .get(sso::STEP_UP, sso::begin_step_up)
        .form(AuditLog::AT, audit::list, audit::search)
        .form(AuditLog::FILE, audit::file, audit::searched_file)
        .get("/staff/profile", profile::show)
        .post("/staff/profile/preferences", profile::preferences)
        .post("/staff/profile/password", profile::password)
        .post("/staff/profile/recovery-codes", profile::recovery_codes)
        .form(sso_own::CONNECT, sso_own::form, sso_own::connect)
        .post(sso_own::BEGIN, sso_own::begin)
        .form(passkey::ADD, passkey::form, passkey::submit)
        .form(passkey::REMOVE, passkey::up, passkey::remove)
        .get("/staff/profile/sessions", own_sessions::up)
        .post("/staff/profile/sessions/end-others", own_sessions::end_others)
        .get("/staff/profile/sessions/{id}", own_sessions::up)
        .post("/staff/profile/sessions/{id}/end", own_sessions::end)
}

fn look_after(doors: Closed) -> Closed {
    doors
        .get(Members::AT, members::list)
        .get(Members::FILE, members::file)
        .form("/staff/members/new", invite::form, invite::invite)
        .form("/staff/members/{id}", member::show, member::change)
        .post("/staff/members/{id}/disable", member::disable)
        .post("/staff/members/{id}/enable", member::enable)
        .post("/staff/members/{id}/reset-second-factor", member::reset)
        .post("/staff/members/{id}/presence-code", member::presence_code)
        .post("/staff/members/{id}/send-link", member::send_link)
        .post("/staff/members/{id}/sso", sso_member::connect)
        .post("/staff/members/{id}/own-sign-in", sso_member::disconnect)
}

fn operate(doors: Closed) -> Closed {
    doors
        .get(sso_settings::PATH, sso_settings::show)
        .get(sso_settings::TEST, sso_settings::test)
        .get(ApiKeys::AT, api_keys::list)
        .get(ApiKeys::FILE, api_keys::file)
        .form("/staff/api-keys/new", api_keys::form, api_keys::create)
        .get("/staff/api-keys/{id}", api_keys::show)
        .get("/staff/api-keys/{id}/made", api_keys::made)
        .post("/staff/api-keys/{id}/revoke", api_keys::revoke)
        .get(Jobs::AT, jobs::list)
        .get(Jobs::FILE, jobs::file)
        .get(DeadLetters::AT, dead_letters::list)
        .get(DeadLetters::FILE, dead_letters::file)
        .post("/staff/dead-letters/run-all", dead_letters::run_all)
        .get("/staff/dead-letters/{id}", dead_letters::show)
        .post("/staff/dead-letters/{id}/run", dead_letters::run)
        .post("/staff/dead-letters/{id}/discard", dead_letters::discard)
}

fn tell_systems(doors: Closed) -> Closed {
    doors
        .get(Webhooks::AT, webhooks::list)
        .get(Webhooks::FILE, webhooks::file)
        .form("/staff/webhooks/new", webhooks::form, webhooks::create)
        .get("/staff/webhooks/{id}", webhook::show)
        .get("/staff/webhooks/{id}/secret", webhooks::secret)
        .form("/staff/webhooks/{id}/edit", webhooks::edit, webhooks::save)
        .post("/staff/webhooks/{id}/on", webhook::on)
        .post("/staff/webhooks/{id}/off", webhook::off)
        .post("/staff/webhooks/{id}/test", webhook::test)
        .post("/staff/webhooks/{id}/rotate", webhook::rotate)
        .post("/staff/webhooks/{id}/remove", webhook::remove)
        .get(Deliveries::AT, webhook_deliveries::list)
        .get(Deliveries::FILE, webhook_deliveries::file)
        .post("/staff/webhooks/{id}/deliveries/replay", webhook_deliveries::replay_span)
        .get("/staff/webhooks/{id}/deliveries/{message}", webhook_deliveries::show)
        .post("/staff/webhooks/{id}/deliveries/{message}/replay", webhook_deliveries::replay)
}
