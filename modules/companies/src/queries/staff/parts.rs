//! What hangs on a company: its invitations, requests to join, domains. Addresses are a person's: a list of them is a look.

use crate::events::USERS_LISTED;
use crate::model::states::{InvitationState, Invited, JoinState, LINK};
use crate::queries::invitations::ADDRESS;
use crate::rights::staff::CompaniesRead;
use crate::tables::{company_domain, invitation, join_request};
use gatehouse_accounts::contacts;
use gatehouse_context::{AuditEntry, Cx, Look, Seen, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Rows of a tab.
const ROWS: u64 = 200;

/// The people who hang on a company, whose addresses a page shows.
#[derive(Clone, Copy, Debug)]
pub struct PeopleOf(pub Uuid);

impl Look for PeopleOf {
    type Right = CompaniesRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![USERS_LISTED.about(self.0)]
    }

    fn leafed(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

/// An invitation with its address.
#[derive(Clone)]
pub struct InvitationRow {
    /// The row.
    pub row: invitation::Model,
    /// How far it is now.
    pub state: Invited,
    /// To whom it went; empty where its key is gone.
    pub address: String,
}

/// The latest invitations of a company, newest first.
pub async fn invitations(cx: &Cx, of: &Seen<PeopleOf>) -> Result<Vec<InvitationRow>, Fault> {
    use invitation::{Column, Entity};
    let rows = Entity::find().filter(Column::CompanyId.eq(of.0)).order_by_desc(Column::CreatedAt);
    let rows = rows.order_by_desc(Column::Id).limit(ROWS).all(cx.read()).await?;
    let keys = subject::keys(cx, cx.read(), &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let shown = rows.into_iter().map(|row| {
        let state = row.state.at(row.ends_at, row.registered_at, cx.now());
        let address = keys.get(&row.id).and_then(|key| key.open_text(ADDRESS, row.id, &row.address_sealed).ok());
        InvitationRow { state, address: address.unwrap_or_default(), row }
    });
    Ok(shown.collect())
}

/// Invitations that only staff can send anew (COM-5): the form was filled in, and seven days went by.
pub(crate) fn lapsed(cx: &Cx) -> Condition {
    use invitation::Column;
    let over = Condition::all()
        .add(Column::State.eq(InvitationState::Registered))
        .add(Column::RegisteredAt.lte(cx.now().plus(-LINK)));
    Condition::any().add(Column::State.eq(InvitationState::Lapsed)).add(over)
}

/// A request to join, with what the person is called.
#[derive(Clone)]
pub struct RequestRow {
    /// The row.
    pub row: join_request::Model,
    /// How far it is now.
    pub state: JoinState,
    /// What the account is called.
    pub label: String,
}

/// The latest requests to join a company, newest first.
pub async fn requests(cx: &Cx, of: &Seen<PeopleOf>) -> Result<Vec<RequestRow>, Fault> {
    use join_request::{Column, Entity};
    let rows = Entity::find().filter(Column::CompanyId.eq(of.0)).order_by_desc(Column::Id).limit(ROWS);
    let rows = rows.all(cx.read()).await?;
    let accounts: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
    let mut people = contacts::contacts(cx, cx.read(), &accounts).await?;
    let shown = rows.into_iter().map(|row| {
        let label = people.get_mut(&row.account_id).map(|contact| contact.label.clone()).unwrap_or_default();
        RequestRow { state: row.state.at(row.ends_at, cx.now()), label, row }
    });
    Ok(shown.collect())
}

/// The domains of a company, by name.
pub async fn domains(cx: &Cx, company: Uuid) -> Result<Vec<company_domain::Model>, Fault> {
    use company_domain::{Column, Entity};
    let own = Entity::find().filter(Column::CompanyId.eq(company)).order_by_asc(Column::Domain).limit(ROWS);
    Ok(own.all(cx.read()).await?)
}
