//! Who in a company is told of something: those who have the right that it is about (COM-13).

use crate::model::rights::{CompanyRight, Rights};
use crate::model::states::CompanyState;
use crate::queries::{membership, seals};
use crate::tables::{company, company_member};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ExprTrait as _, JoinType, QueryOrder as _, QuerySelect as _};

/// The most who are told of one thing.
const MOST: u64 = 500;

/// The owners, and the users who have this right, of companies that are not deleted; nobody who is blocked.
pub async fn with_right<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    companies: &[Uuid],
    right: CompanyRight,
) -> Result<Vec<Recipient>, Fault> {
    use company_member::{Column, Entity, Relation};
    if companies.is_empty() {
        return Ok(Vec::new());
    }
    let is_owner = Expr::col((company::Entity, company::Column::OwnerMemberId)).equals((Entity, Column::Id));
    let of = |found: Condition| {
        Entity::find()
            .join(JoinType::InnerJoin, Relation::Company.def())
            .filter(Column::CompanyId.is_in(companies.iter().copied()))
            .filter(Column::BlockedAt.is_null())
            .filter(company::Column::State.ne(CompanyState::Deleted))
            .filter(found)
            .select_also(company::Entity)
            .order_by_asc(Column::Id)
            .limit(MOST)
    };
    let with_any = Condition::any().add(Column::RightsOwn.ne(Rights::NONE)).add(Column::RightsGroups.ne(Rights::NONE));
    // Two questions, each with an index of its own: by one, every user of a large company would be read.
    let mut found = of(with_any).all(conn).await?;
    let of_these = company::Column::Id.is_in(companies.iter().copied());
    let mut owners = of(Condition::all().add(is_owner).add(of_these)).all(conn).await?;
    owners.retain(|(owner, _)| found.iter().all(|(member, _)| member.id != owner.id));
    found.extend(owners);
    let ids: Vec<Uuid> =
        found.iter().flat_map(|(member, of)| [Some(member.id), of.as_ref().map(|of| of.id)]).flatten().collect();
    let keys = subject::keys(cx, conn, &ids).await?;
    let told = found.iter().filter(|(member, of)| {
        let Some(of) = of else { return false };
        let (Some(own), Some(companys)) = (keys.get(&member.id), keys.get(&of.id)) else { return false };
        let is_owner = of.owner_member_id == member.id && seals::holds_owner(companys, of);
        // A row that was changed past the program counts as nothing.
        seals::holds_member(own, member) && membership::standing_of(member, is_owner).rights().has(right)
    });
    let accounts: Vec<Uuid> = told.map(|(member, _)| member.account_id).collect();
    contacts::recipients(cx, conn, &accounts).await
}
