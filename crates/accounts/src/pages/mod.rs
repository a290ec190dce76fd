//! The HTML pages: customers' own, and those of staff who look at a customer.

mod activity;
mod confirm;
mod delete;
mod forgot_password;
mod frame;
mod password;
mod pause_emails;
mod place_fields;
mod profile;
mod register;
mod section;
mod sessions;
mod set_password;
mod sign_in;
mod staff;
mod step_up;
mod wanted;
mod welcome;

use axum::Router;
use axum::routing::{get, post};
use gatehouse_web::module::AppState;

/// Every page with its whole path.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(sign_in::home))
        .route("/register", get(register::form).post(register::submit))
        .route("/register/sent", get(register::sent))
        .route("/register/again", post(register::again))
        .route("/confirm", get(confirm::look).post(confirm::submit))
        .route("/sign-in", get(sign_in::form).post(sign_in::submit))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/welcome", get(welcome::form).post(welcome::submit))
        .route("/forgot-password", get(forgot_password::form).post(forgot_password::submit))
        .route("/forgot-password/sent", get(forgot_password::sent))
        .route("/set-password", get(set_password::form).post(set_password::submit))
        .route("/pause-emails", get(pause_emails::look).post(pause_emails::submit))
        .route("/step-up", get(step_up::form).post(step_up::submit))
        .route("/account", get(profile::form).post(profile::submit))
        .route("/account/notifications", post(profile::notifications))
        .route("/account/password", get(password::form).post(password::submit))
        .route("/account/sessions", get(sessions::list))
        .route("/account/sessions/end", post(sessions::end))
        .route("/account/sessions/end-others", post(sessions::end_others))
        .route("/account/browsers/forget", get(sessions::up).post(sessions::forget_browser))
        .route("/account/activity", get(activity::list))
        .route("/account/delete", get(delete::form).post(delete::submit))
        .route("/account-deleted", get(delete::deleted))
        .route("/staff/accounts", get(staff::form).post(staff::search))
        .route("/staff/accounts/{id}", get(staff::account))
}
