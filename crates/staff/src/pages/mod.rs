//! The staff console's own pages, all below `/staff`.

mod api_keys;
mod audit;
mod dead_letters;
mod invite;
mod jobs;
mod member;
mod members;
mod overview;
mod own_sessions;
mod parts;
mod profile;
mod set_password;
mod set_up;
mod sign_in;
mod step_up;

use axum::Router;
use axum::routing::{get, post};
use gatehouse_web::AppState;

/// The pages.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff", get(overview::show))
        .route("/staff/sign-in", get(sign_in::form).post(sign_in::password))
        .route("/staff/sign-in/code", get(sign_in::code_form).post(sign_in::code))
        .route("/staff/setup", get(set_up::form).post(set_up::confirm))
        .route("/staff/setup/presence", get(set_up::up).post(set_up::presence))
        .route("/staff/set-password", get(set_password::form).post(set_password::set))
        .route("/staff/step-up", get(step_up::form).post(step_up::prove))
        .route("/staff/sign-out", post(step_up::sign_out))
        .merge(look_after())
        .merge(operate())
}

fn look_after() -> Router<AppState> {
    Router::new()
        .route("/staff/members", get(members::list))
        .route("/staff/members/new", get(invite::form).post(invite::invite))
        .route("/staff/members/{id}", get(member::show).post(member::change))
        .route("/staff/members/{id}/disable", post(member::disable))
        .route("/staff/members/{id}/enable", post(member::enable))
        .route("/staff/members/{id}/reset-second-factor", post(member::reset))
        .route("/staff/members/{id}/presence-code", post(member::presence_code))
        .route("/staff/members/{id}/send-link", post(member::send_link))
        .route("/staff/profile", get(profile::show))
        .route("/staff/profile/preferences", post(profile::preferences))
        .route("/staff/profile/password", post(profile::password))
        .route("/staff/profile/recovery-codes", post(profile::recovery_codes))
        .route("/staff/profile/sessions", get(own_sessions::up))
        .route("/staff/profile/sessions/end-others", post(own_sessions::end_others))
        .route("/staff/profile/sessions/{id}", get(own_sessions::up))
        .route("/staff/profile/sessions/{id}/end", post(own_sessions::end))
}

fn operate() -> Router<AppState> {
    Router::new()
        .route("/staff/api-keys", get(api_keys::list))
        .route("/staff/api-keys/new", get(api_keys::form).post(api_keys::create))
        .route("/staff/api-keys/{id}", get(api_keys::show))
        .route("/staff/api-keys/{id}/made", get(api_keys::made))
        .route("/staff/api-keys/{id}/revoke", post(api_keys::revoke))
        .route("/staff/audit", get(audit::list))
        .route("/staff/jobs", get(jobs::list))
        .route("/staff/dead-letters", get(dead_letters::list))
        .route("/staff/dead-letters/run-all", post(dead_letters::run_all))
        .route("/staff/dead-letters/{id}", get(dead_letters::show))
        .route("/staff/dead-letters/{id}/run", post(dead_letters::run))
        .route("/staff/dead-letters/{id}/discard", post(dead_letters::discard))
}
