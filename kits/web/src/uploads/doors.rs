//! Where uploads are.

use super::{answered, fetch, link, send};
use crate::api::ApiVisit;
use crate::doors::Doors;
use crate::halt::Halt;
use crate::module::AppState;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::handler::Handler as _;
use axum::http::Response;
use gatehouse_context::Cx;
use gatehouse_files::{Purposes, tus, upload_of};
use gatehouse_guard::{Budget, Limit};

/// Addresses that nobody made, from one network: 30 at once, then one each 10 seconds.
pub(super) const STRANGERS: Budget =
    Budget::of_strangers(Limit { action: "files.upload", burst: 30, seconds_each: 10 });
/// What stands around files in a form.
const AROUND: usize = 64 << 10;

/// All of them.
pub(crate) fn doors() -> Doors {
    let most = usize::MAX;
    let form = usize::try_from(super::WITHOUT_SCRIPT).unwrap_or(most).saturating_add(AROUND);
    let sent = send::sent.layer(DefaultBodyLimit::max(form));
    Doors::new()
        .tokens("/uploads/{upload}", upload, most, STRANGERS)
        .tokens("/uploads/by/{link}", link::create, most, STRANGERS)
        .tokens("/uploads/by/{link}/{name}", link::put, most, STRANGERS)
        .anyone(|doors| doors.form("/send/{link}", send::show, sent, STRANGERS).get("/f/{file}", fetch::file))
}

async fn upload(State(app): State<AppState>, Path(token): Path<String>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let ApiVisit(cx) = ApiVisit::of(&parts, &app);
    let answer = async {
        let Some(id) = upload_of(&cx, &token) else { return Err(unknown(&cx)) };
        let purposes = cx.service::<Purposes>()?;
        Ok(tus::answer(&cx, purposes, id, &parts.method, &parts.headers, body).await?)
    };
    answered(&cx, answer.await)
}

/// Counted: whoever tries addresses comes to an end.
pub(super) fn unknown(cx: &Cx) -> Halt {
    match STRANGERS.check(cx) {
        Ok(Ok(())) => Halt::refused(gatehouse_files::UploadRefusal::Unknown),
        Ok(Err(often)) => Halt::refused(often),
        Err(fault) => fault.into(),
    }
}
