//! Whom mails about a company go to (COM-13), as it is when they are written: its owner, and its users by their rights and switches.
//! A row that disagrees with its seal gives nobody a mail.

use super::{membership, seals};
use crate::model::notice::{NoticeKind, OwnerIs};
use crate::model::rights::{CompanyRight, Rights};
use crate::model::states::CompanyState;
use crate::tables::company;
use crate::tables::company_member::{Column, Entity, Model, Relation};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ExprTrait as _, JoinType, QueryOrder as _, QuerySelect as _};

/// Rows of one reading where it is not told in parts.
const AT_ONCE: u64 = 500;

/// Somebody who is told.
#[derive(Clone)]
pub struct ToTell {
    /// The company.
    pub company: Uuid,
    /// The member.
    pub member: Uuid,
    /// To be written to.
    pub to: Recipient,
    /// They are told whatever they switched off, so the letter has no switch.
    pub is_always: bool,
}

/// A part of them, and behind whom the next one begins.
pub(crate) struct Part {
    pub all: Vec<ToTell>,
    pub next: Option<Uuid>,
}

/// A member with any right, or an owner: neither blocked nor of a company that is deleted, the row as its seal says.
struct Candidate {
    row: Model,
    company: company::Model,
    is_owner: bool,
}

impl Candidate {
    const fn rights(&self) -> Rights {
        membership::standing_of(&self.row, self.is_owner).rights()
    }

    /// Whether they have a right that the kind takes, and its switch is on.
    const fn wants(&self, kind: NoticeKind) -> bool {
        !kind.rights().and(self.rights()).is_empty() && !kind.is_off(self.row.notices_off)
    }
}

/// Those of these companies behind `after`; of every company for `None`.
async fn candidates<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    companies: Option<&[Uuid]>,
    after: Uuid,
    most: u64,
) -> Result<(Vec<Candidate>, Option<Uuid>), Fault> {
    let of_owner = Expr::col((company::Entity, company::Column::OwnerMemberId)).equals((Entity, Column::Id));
    let with_any = Condition::any().add(Column::RightsOwn.ne(Rights::NONE)).add(Column::RightsGroups.ne(Rights::NONE));
    let of = |which: Condition| {
        Entity::find()
            .join(JoinType::InnerJoin, Relation::Company.def())
            .filter(company::Column::State.ne(CompanyState::Deleted))
            .filter(which)
            .filter(Column::BlockedAt.is_null())
            .filter(Column::Id.gt(after))
            .select_also(company::Entity)
            .order_by_asc(Column::Id)
            .limit(most)
    };
    let found = match companies {
        None => of(with_any.add(of_owner)).all(conn).await?,
        // Two questions, each with an index of its own: by one, every user of a large company would be read.
        Some(companies) => {
            let of_these = Column::CompanyId.is_in(companies.iter().copied());
            let mut found = of(Condition::all().add(with_any).add(of_these)).all(conn).await?;
            let of_these = company::Column::Id.is_in(companies.iter().copied());
            found.extend(of(Condition::all().add(of_owner).add(of_these)).all(conn).await?);
            found.sort_unstable_by_key(|(row, _)| row.id);
            found.dedup_by_key(|(row, _)| row.id);
            found.truncate(usize::try_from(most)?);
            found
        }
    };
    let next = if u64::try_from(found.len())? == most { found.last().map(|(row, _)| row.id) } else { None };
    let mut ids: Vec<Uuid> = found.iter().flat_map(|(row, _)| [row.id, row.company_id]).collect();
    ids.sort_unstable();
    ids.dedup();
    let keys = subject::keys(cx, conn, &ids).await?;
    let judged = found.into_iter().filter_map(|(row, company)| {
        let company = company?;
        let (own, companys) = (keys.get(&row.id)?, keys.get(&company.id)?);
        let is_owner = company.owner_member_id == row.id && seals::holds_owner(companys, &company);
        seals::holds_member(own, &row).then_some(Candidate { row, company, is_owner })
    });
    Ok((judged.collect(), next))
}

/// All of them.
async fn all_candidates<C: ConnectionTrait>(cx: &Cx, conn: &C, companies: &[Uuid]) -> Result<Vec<Candidate>, Fault> {
    let (mut all, mut after) = (Vec::new(), Some(Uuid::nil()));
    while let (Some(from), false) = (after, companies.is_empty()) {
        let (found, next) = candidates(cx, conn, Some(companies), from, AT_ONCE).await?;
        all.extend(found);
        after = next;
    }
    Ok(all)
}

/// The same people, to be written to. Who has no address any more is left out.
async fn to_write<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    told: Vec<(Candidate, bool)>,
) -> Result<Vec<(company::Model, ToTell)>, Fault> {
    let accounts: Vec<Uuid> = told.iter().map(|(one, _)| one.row.account_id).collect();
    let mut found = contacts::contacts(cx, conn, &accounts).await?;
    let all = told.into_iter().filter_map(|(one, is_always)| {
        let to = found.remove(&one.row.account_id)?.to;
        let told = ToTell { company: one.company.id, member: one.row.id, to, is_always };
        Some((one.company, told))
    });
    Ok(all.collect())
}

/// The active members of a company behind `after` who get this kind of notice.
pub(crate) async fn to_tell<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: &company::Model,
    (kind, owner): (NoticeKind, OwnerIs),
    after: Uuid,
    most: u64,
) -> Result<Part, Fault> {
    let (found, next) = candidates(cx, conn, Some(&[company.id]), after, most).await?;
    let judged = found.into_iter().filter_map(|one| {
        let is_always = one.is_owner && owner == OwnerIs::Told;
        let is_spared = one.is_owner && owner == OwnerIs::ToldElsewhere;
        (is_always || (one.wants(kind) && !is_spared)).then_some((one, is_always))
    });
    let all = to_write(cx, conn, judged.collect()).await?.into_iter().map(|(_, one)| one).collect();
    Ok(Part { all, next })
}

/// The administrators of every company behind `after` who want to hear of changes of the portal, each with their company.
pub(crate) async fn of_portal<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    after: Uuid,
    most: u64,
) -> Result<(Vec<(company::Model, ToTell)>, Option<Uuid>), Fault> {
    let (found, next) = candidates(cx, conn, None, after, most).await?;
    let wanting = found.into_iter().filter(|one| one.wants(NoticeKind::Portal)).map(|one| (one, false));
    Ok((to_write(cx, conn, wanting.collect()).await?, next))
}

/// Those of these companies who want this kind of notice, for modules above.
pub async fn wanting<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    companies: &[Uuid],
    kind: NoticeKind,
) -> Result<Vec<ToTell>, Fault> {
    let wanting =
        all_candidates(cx, conn, companies).await?.into_iter().filter(|one| one.wants(kind)).map(|one| (one, false));
    Ok(to_write(cx, conn, wanting.collect()).await?.into_iter().map(|(_, one)| one).collect())
}

/// The owners of these companies and the users who have this right, whatever they switched off: of what they have to know.
pub async fn with_right<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    companies: &[Uuid],
    right: CompanyRight,
) -> Result<Vec<Recipient>, Fault> {
    Ok(managing(cx, conn, companies, right).await?.into_iter().map(|one| one.to).collect())
}

/// The same people, each with their company.
pub async fn managing<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    companies: &[Uuid],
    right: CompanyRight,
) -> Result<Vec<ToTell>, Fault> {
    let found = all_candidates(cx, conn, companies).await?.into_iter();
    let told = found.filter(|one| one.rights().has(right)).map(|one| (one, true));
    Ok(to_write(cx, conn, told.collect()).await?.into_iter().map(|(_, one)| one).collect())
}

/// The members of a company behind `after`, whatever they may and whether blocked or not, to write to each; and behind whom the next
/// part begins.
pub(crate) async fn everybody<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
    after: Uuid,
    most: u64,
) -> Result<(Vec<Recipient>, Option<Uuid>), Fault> {
    let rows: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::AccountId])
        .filter(Column::CompanyId.eq(company))
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    let next = if u64::try_from(rows.len())? == most { rows.last().map(|row| row.0) } else { None };
    let accounts: Vec<Uuid> = rows.iter().map(|row| row.1).collect();
    Ok((contacts::recipients(cx, conn, &accounts).await?, next))
}

/// The owner of a company, to be written to; `None` for an account that is gone.
pub async fn owner<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: &company::Model,
) -> Result<Option<Recipient>, Fault> {
    let own = Entity::find_by_id(company.owner_member_id).filter(Column::CompanyId.eq(company.id));
    let own: Option<Uuid> = own.select_only().column(Column::AccountId).into_tuple().one(conn).await?;
    match own {
        Some(account) => Ok(contacts::contact(cx, conn, account).await?.map(|contact| contact.to)),
        None => Ok(None),
    }
}
