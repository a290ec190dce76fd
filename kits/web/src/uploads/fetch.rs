//! `/f/…`: gives a file out, on the files' own origin.

use crate::api::ApiVisit;
use crate::halt::Halt;
use crate::module::AppState;
use crate::session::{CustomerSession, SharedCustomerSessions, SharedStaffSessions, StaffSession};
use crate::visit::{Done, Visit};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Moment, StaffActor, async_trait};
use gatehouse_files::fetch::{self, Viewer};
use gatehouse_files::{Cached, Clean, Files, Purpose, Purposes, StoredFile, download};
use std::collections::HashMap;
use std::sync::Arc;

/// Who may have the files of a purpose. Asked when a link is used: the link alone is no right.
#[async_trait]
pub trait FileRights: Send + Sync {
    /// The word of the purpose.
    fn purpose(&self) -> &'static str;
    /// Whether this person may have the file now. That they are still signed in is known; the context's actor is the person. Somebody who came by
    /// the link of a mail ([`Viewer::is_of_mail`]) is nobody's account: who has made no such link refuses them.
    async fn may(&self, cx: &Cx, file: &StoredFile, viewer: &Viewer) -> Result<bool, Fault>;
}

/// Those of all modules, by their purposes. Lies in the services.
#[derive(Default)]
pub(crate) struct AllFileRights(HashMap<&'static str, Arc<dyn FileRights>>);

impl AllFileRights {
    pub(crate) fn new(all: impl IntoIterator<Item = Arc<dyn FileRights>>) -> Self {
        Self(all.into_iter().map(|rights| (rights.purpose(), rights)).collect())
    }
}

/// The address of a file for the person of this visit: a button of a page posts, the handler checks the right, and leads there.
pub fn fetch_address(visit: &Visit, purpose: &Purpose, file: &Clean<StoredFile>) -> Result<String, Halt> {
    let viewer = match (&visit.staff, &visit.customer) {
        (Some(staff), _) => Viewer { person: staff.staff, session: staff.id, roles: Some(staff.roles.clone()) },
        (None, Some(customer)) => Viewer { person: customer.account, session: customer.id, roles: None },
        (None, None) => return Err(Halt::Forbidden),
    };
    Ok(fetch::address(&visit.cx, purpose, file, &viewer)?)
}

pub(super) async fn file(
    State(app): State<AppState>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Done, Halt> {
    let (parts, _) = request.into_parts();
    let ApiVisit(cx) = ApiVisit::of(&parts, &app);
    let Some(file) = opened(&cx, &token).await? else { return Ok(Done::from(over(&cx))) };
    Ok(Done::from(download(&cx, &file, &parts.headers, Cached::Never).await?))
}

/// The file, where the link is ours, the person is still signed in, and may still have it.
async fn opened(cx: &Cx, token: &str) -> Result<Option<Clean<StoredFile>>, Fault> {
    let Some(said) = fetch::read(cx, token) else { return Ok(None) };
    if !is_signed_in(cx, &said.viewer).await? {
        return Ok(None);
    }
    let actor = match &said.viewer.roles {
        Some(roles) => Actor::Staff(StaffActor { id: said.viewer.person, roles: roles.clone() }),
        None if said.viewer.is_of_mail() => Actor::Visitor,
        None => Actor::Account { id: said.viewer.person },
    };
    let cx = &cx.acting_as(actor);
    let purpose = cx.service::<Purposes>()?.of(&said.purpose)?;
    let Some(file) = cx.service::<Files>()?.look(cx, &purpose, said.file).await? else { return Ok(None) };
    let may = match cx.service::<AllFileRights>()?.0.get(purpose.word) {
        Some(rights) => rights.may(cx, &file, &said.viewer).await?,
        // Nobody has said who may: then the owner alone.
        None => cx.actor.account() == Some(file.owner),
    };
    Ok(if may { said.opens(file) } else { None })
}

async fn is_signed_in(cx: &Cx, viewer: &Viewer) -> Result<bool, Fault> {
    // They have no session that could end; the module says whether they may.
    if viewer.is_of_mail() {
        return Ok(true);
    }
    let (id, label) = (viewer.session, String::new());
    let past = Moment(0);
    match viewer.roles.clone() {
        Some(roles) => {
            let (staff, elevated_until, factor_until) = (viewer.person, past, past);
            let session =
                StaffSession { id, staff, label, roles, lang: None, zone: None, elevated_until, factor_until };
            cx.service::<SharedStaffSessions>()?.is_live(cx, &session).await
        }
        None => {
            let session = CustomerSession {
                id,
                account: viewer.person,
                label,
                lang: None,
                zone: None,
                elevated_until: past,
                welcome_due: false,
                country: None,
            };
            cx.service::<SharedCustomerSessions>()?.is_live(cx, &session).await
        }
    }
}

/// What is said here has nothing of the portal: neither its look nor its links.
fn over(cx: &Cx) -> Response<Body> {
    let text = crate::texts(cx.lang).msg_fetch_over();
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    let page = format!("<!doctype html><html lang=\"{}\"><title>404</title><p>{text}</p></html>", cx.lang.tag());
    (StatusCode::NOT_FOUND, kind, Body::from(page)).into_response()
}
