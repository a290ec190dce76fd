//! Those who manage a company's licenses are told what ends and what the shop renews (COM-13, LIC-8): of ends until they switch that off, of
//! renewals always, because it is about money. One mail tells of all licenses of the company that are due; each step of an end, and each
//! renewal, is told once to a person, whether a company has the license or they have it themselves.

use super::tell_of_ends::{Catalog, Due, is_ending, licenses_by_id, step, tell as tell_end, told};
use super::tell_of_renewals::{described, tell as tell_renewal};
use crate::model::auto_renewal::AHEAD;
use crate::model::notice_days::NoticeDays;
use crate::model::notice_reader::Reader;
use crate::tables::{auto_renewal, license, license_holder};
use gatehouse_companies::model::notice::NoticeKind;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::queries::{companies, recipients};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, JoinType, QueryOrder as _, QuerySelect as _, RelationDef};
use std::collections::HashMap;

/// Companies looked at together.
const PART: u64 = 20;
/// Licenses of them.
const MOST: u64 = 10_000;

fn to_license() -> RelationDef {
    use license_holder::{Column, Entity};
    Entity::belongs_to(license::Entity).from(Column::LicenseId).to(license::Column::Id).into()
}

fn to_renewal() -> RelationDef {
    use license_holder::{Column, Entity};
    Entity::belongs_to(auto_renewal::Entity).from(Column::LicenseId).to(auto_renewal::Column::LicenseId).into()
}

/// The next companies behind `after` that have such licenses.
async fn next(cx: &Cx, after: Uuid, with_renewal: bool, which: Condition) -> Result<Vec<Uuid>, Fault> {
    use license_holder::{Column, Entity};
    let found = Entity::find().select_only().column(Column::CompanyId).distinct();
    let found = found.join(JoinType::InnerJoin, to_license());
    let found = if with_renewal { found.join(JoinType::InnerJoin, to_renewal()) } else { found };
    let found: Vec<Option<Uuid>> = found
        .filter(Column::CompanyId.gt(after))
        .filter(which)
        .order_by_asc(Column::CompanyId)
        .limit(PART)
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// Tells of ends in the next companies behind `after`; answers the last of them, and how many mails were queued. `None`: there are no more.
pub async fn tell_companies_of_ends(cx: &Cx, after: Uuid) -> Result<Option<(Uuid, u64)>, Fault> {
    use license_holder::{Column, Entity};
    let steps = cx.service::<NoticeDays>()?;
    let ending = || is_ending(cx.now(), cx.now().plus((steps.first() + 1) * DAY));
    let some = next(cx, after, false, ending()).await?;
    let Some(last) = some.last().copied() else { return Ok(None) };
    let pairs: Vec<(Option<Uuid>, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::CompanyId, Column::LicenseId])
        .join(JoinType::InnerJoin, to_license())
        .filter(Column::CompanyId.is_in(some.iter().copied()))
        .filter(ending())
        // Of more than that, what ends first is told first, and the others when these have ended.
        .order_by_asc(license::Column::EndsAt)
        .limit(MOST)
        .into_tuple()
        .all(cx.read())
        .await?;
    let held = licenses_by_id(cx, pairs.into_iter().filter_map(|(company, id)| Some((company?, id)))).await?;
    let readers = recipients::wanting(cx, cx.read(), &some, NoticeKind::Licenses).await?;
    let accounts: Vec<Uuid> = readers.iter().filter_map(|one| one.to.account).collect();
    let told = told(cx, &accounts).await?;
    let catalog = Catalog::of(cx, held.values().flatten()).await?;
    let words = companies::words(cx.read(), &some).await?;
    let mut mails = 0;
    for one in &readers {
        let (Some(account), Some(licenses)) = (one.to.account, held.get(&one.company)) else { continue };
        let Some(word) = words.get(&one.company) else { continue };
        let zone = one.to.format(cx).zone().clone();
        let due = licenses.iter().filter_map(|license| {
            let days = step(steps, cx.now(), license.ends_at?, &zone)?;
            let is_told = told.contains(&(account, license.id, license.ends_at?, days));
            (!is_told).then(|| Due { license: license.clone(), days })
        });
        let due: Vec<Due> = due.collect();
        let reader = Reader::Manager { member: one.member, company: &word.name, word: &word.slug };
        if !due.is_empty() && tell_end(cx, &one.to, (account, reader), &due, &catalog).await? {
            mails += 1;
        }
    }
    Ok(Some((last, mails)))
}

/// The same of renewals that the shop makes.
pub async fn tell_companies_of_renewals(cx: &Cx, after: Uuid) -> Result<Option<(Uuid, u64)>, Fault> {
    use auto_renewal::Column as Renewal;
    use license_holder::{Column, Entity};
    let coming = || {
        Condition::all()
            .add(Renewal::IsOn.eq(true))
            .add(Renewal::RenewsAt.gt(cx.now()))
            .add(Renewal::RenewsAt.lte(cx.now().plus(AHEAD)))
            .add(license::Column::BlockedAt.is_null())
    };
    let some = next(cx, after, true, coming()).await?;
    let Some(last) = some.last().copied() else { return Ok(None) };
    let rows: Vec<(Option<Uuid>, Uuid, Option<Moment>)> = Entity::find()
        .select_only()
        .columns([Column::CompanyId, Column::LicenseId])
        .column(Renewal::RenewsAt)
        .join(JoinType::InnerJoin, to_license())
        .join(JoinType::InnerJoin, to_renewal())
        .filter(Column::CompanyId.is_in(some.iter().copied()))
        .filter(coming())
        .order_by_asc(Renewal::RenewsAt)
        .limit(MOST)
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut due: HashMap<Uuid, Vec<(Uuid, Moment)>> = HashMap::new();
    for (company, license, renews) in rows {
        if let (Some(company), Some(renews)) = (company, renews) {
            due.entry(company).or_default().push((license, renews));
        }
    }
    for licenses in due.values_mut() {
        licenses.sort_unstable_by_key(|(license, renews)| (*renews, *license));
    }
    let renewals = described(cx, due.values().flatten()).await?;
    let words = companies::words(cx.read(), &some).await?;
    let readers = recipients::managing(cx, cx.read(), &some, CompanyRight::ManageLicenses).await?;
    let mut mails = 0;
    for one in &readers {
        let (Some(account), Some(licenses)) = (one.to.account, due.get(&one.company)) else { continue };
        let Some(word) = words.get(&one.company) else { continue };
        let reader = Reader::Manager { member: one.member, company: &word.name, word: &word.slug };
        if tell_renewal(cx, &one.to, (account, reader), licenses, &renewals).await? {
            mails += 1;
        }
    }
    Ok(Some((last, mails)))
}
