//! One company as staff see it. Every look is in the audit log (ALL-8).

use crate::events::VIEWED;
use crate::model::name::MemberName;
use crate::queries::members::names_in;
use crate::queries::seals;
use crate::rights::staff::{CompaniesRead, CompaniesWrite};
use crate::tables::{company, company_member};
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, May, subject};
use gatehouse_core::{Fault, Uuid, async_trait};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// A company with its owner.
#[derive(Clone)]
pub struct Looked {
    /// Its row.
    pub row: company::Model,
    /// The owner's name in the company.
    pub owner: MemberName,
    /// Their account; `None` where the row of the owner is gone, or what gives the ownership disagrees with its seal.
    pub owner_account: Option<Uuid>,
    /// How many users it has.
    pub users: u64,
}

impl Look for Looked {
    type Right = CompaniesRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![VIEWED.about(self.row.id)]
    }
}

#[async_trait]
impl LookUp for Looked {
    async fn look_up(cx: &Cx, id: Uuid, _: &Looking) -> Result<Option<Self>, Fault> {
        let Some(row) = company::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
        let owner = names_in(cx, cx.read(), id, &[row.owner_member_id]).await?.remove(&row.owner_member_id);
        let own = company_member::Entity::find_by_id(row.owner_member_id);
        let account: Option<Uuid> = own
            .filter(company_member::Column::CompanyId.eq(id))
            .select_only()
            .column(company_member::Column::AccountId)
            .into_tuple()
            .one(cx.read())
            .await?;
        let keys = subject::keys(cx, cx.read(), &[id]).await?;
        let is_stated = keys.get(&id).is_some_and(|key| seals::holds_owner(key, &row));
        let users = company_member::Entity::find().filter(company_member::Column::CompanyId.eq(id));
        let users = users.count(cx.read()).await?;
        let owner_account = account.filter(|_| is_stated);
        Ok(Some(Self { row, owner: owner.unwrap_or_default(), owner_account, users }))
    }
}

/// The row alone, for who has looked at the company already with this request, or changed it.
pub async fn after_change(cx: &May<CompaniesWrite>, id: Uuid) -> Result<Option<company::Model>, Fault> {
    Ok(company::Entity::find_by_id(id).one(cx.read()).await?)
}

/// The company that a text names: by its id or by its word of now or of before.
pub async fn named(cx: &May<CompaniesRead>, text: &str) -> Result<Option<company::Model>, Fault> {
    use crate::tables::company_slug;
    let text = text.trim();
    let id = match Uuid::parse_str(text) {
        Ok(id) => Some(id),
        Err(_) => match company_slug::Entity::find_by_id(text.to_lowercase()).one(cx.read()).await? {
            Some(word) => word.company_id,
            None => None,
        },
    };
    match id {
        Some(id) => Ok(company::Entity::find_by_id(id).one(cx.read()).await?),
        None => Ok(None),
    }
}
