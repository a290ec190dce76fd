//! JSON handlers, files named after the URL. Rights are checked by the actions and queries that they call.

mod entry;
mod scopes;

pub(crate) use scopes::SCOPES;

use gatehouse_web::AppState;
use utoipa_axum::router::OpenApiRouter;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    entry::routes()
}
