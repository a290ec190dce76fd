//! The customer's license pages. A license that is not in the account answers 404, whoever else may have it.

mod add;
mod code;
mod device;
mod license;
mod licenses;
mod remove;

use axum::Router;
use gatehouse_web::AppState;

/// The list of an account.
const LIST: &str = "/licenses";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .merge(licenses::routes())
        .merge(add::routes())
        .merge(license::routes())
        .merge(code::routes())
        .merge(device::routes())
        .merge(remove::routes())
}
