//! Who acts on a request, with the request held: a customer by what they see of it, a member of the staff by their right. A step of every action
//! that changes one.

use super::step::{Doer, hold};
use crate::model::transition::By;
use crate::refusals::RequestRefusal;
use crate::rights::{RequestsWrite, Viewer, Visible, may};
use crate::tables::request;
use gatehouse_companies::rights::Member;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;

/// A customer and the request that they may move on.
pub(crate) struct Customer {
    pub seen: Visible,
    pub doer: Doer,
}

/// The request as this customer sees it, held; refused to who only sees it. `company`: of the page's scope. The company is locked before the
/// request, as everywhere.
pub(crate) async fn customer(
    cx: &Cx,
    tx: &Tx,
    company: Option<Uuid>,
    request: Uuid,
) -> Outcome<Customer, RequestRefusal> {
    let seen = match company {
        None => {
            let viewer = Viewer::own(cx).ok_or(RequestRefusal::NotFound).or_refuse()?;
            viewer.hold(cx, tx, request).await?
        }
        Some(company) => {
            let entered = gatehouse_companies::enter::<Member>(cx, tx, company).await;
            let (by, _locked) = entered.map_err(|stop| stop.map(RequestRefusal::Enter))?;
            Viewer::inside(&by).hold(cx, tx, request).await?
        }
    };
    let Some(seen) = seen else { return Err(refuse(RequestRefusal::NotFound)) };
    let Some(by) = seen.by() else { return Err(refuse(RequestRefusal::OnlySeen)) };
    let doer = Doer { by, id: Some(seen.account()) };
    Ok(Customer { seen, doer })
}

/// The request, held, for a member of the staff who may move it on.
pub(crate) async fn agent(cx: &Cx, tx: &Tx, request: Uuid) -> Outcome<(request::Model, Doer), RequestRefusal> {
    may::<RequestsWrite>(cx).or_refuse()?;
    let now = cx.now();
    let found = hold(tx, request).await?.filter(|row| row.erase_at.is_none_or(|at| at > now));
    let Some(row) = found else { return Err(refuse(RequestRefusal::NotFound)) };
    Ok((row, Doer { by: By::Staff, id: cx.actor.id() }))
}

/// Refuses a form that was shown before somebody else's change; without a version nothing is compared.
pub(crate) fn unchanged(row: &request::Model, version: Option<i64>) -> Outcome<(), RequestRefusal> {
    match version {
        Some(version) if version != row.version => Err(refuse(RequestRefusal::Changed)),
        _ => Ok(()),
    }
}
