//! A license as the API tells it.

use crate::model::block_course::{BlockCourse, BlockStep};
use crate::model::license::{BlockReason, Kind, Status, grouped, status};
use crate::queries::license::LicenseView;
use crate::queries::row_details::RowDetails;
use crate::tables::license;
use gatehouse_catalog::queries::products::Names;
use gatehouse_core::{Moment, Uuid};
use serde::Serialize;
use utoipa::ToSchema;

/// The code and name of a product or edition.
#[derive(Serialize, ToSchema)]
pub struct Named {
    id: Uuid,
    code: String,
    name: String,
}

/// A block, in force or planned.
#[derive(Serialize, ToSchema)]
pub struct BlockAnswer {
    /// Why.
    reason: Option<BlockReason>,
    /// From when on; may lie ahead.
    #[schema(format = DateTime)]
    from: String,
    /// The words to the holder.
    note: Option<String>,
    /// The step that the license is at.
    step: BlockStep,
    /// When the holders were told.
    #[schema(format = DateTime)]
    told_at: Option<String>,
    /// From when on the product warns; null for a block without grace.
    #[schema(format = DateTime)]
    grace_from: Option<String>,
    /// From when on the product is limited; null where it never is.
    #[schema(format = DateTime)]
    limited_from: Option<String>,
}

/// How long the license runs: months, days, a fixed end, or none of them for no end.
#[derive(Serialize, ToSchema)]
pub struct TermLength {
    /// Calendar months from the first activation.
    months: Option<i64>,
    /// Calendar days from the first activation.
    days: Option<i64>,
    /// The end, whenever it is activated.
    #[schema(format = DateTime)]
    fixed_until: Option<String>,
}

/// A license. The whole activation code is never in it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000004", "number": "12345-67890", "status": "active", "kind": "commercial",
    "product": {"id": "0199a0c2-7d00-7000-8000-000000000001", "code": "home-security", "name": "Home Security"},
    "edition": {"id": "0199a0c2-7d00-7000-8000-000000000005", "code": "family", "name": "Family"}, "edition_revision": 3,
    "order": "0199a0c2-7d00-7000-8000-000000000002", "seats": 5, "seats_used": 2, "issued_at": "2026-11-21T12:00:00Z",
    "term": {"months": 12, "days": null, "fixed_until": null}, "code_ends_in": "C45SF", "holders": 1,
    "first_activated_at": "2026-11-22T08:00:00Z", "ends_at": "2027-11-22T08:00:00Z", "activate_by": null, "merged_into": null, "reserve_for": null, "block": null, "version": 3}))]
pub struct LicenseAnswer {
    id: Uuid,
    /// Ten digits in two groups, as people read them; a lease has them without the hyphen.
    number: String,
    status: Status,
    kind: Kind,
    product: Named,
    /// As it was sold: its code and name in this revision.
    edition: Named,
    /// The revision that it was sold with, or that a clerk has decided for since.
    edition_revision: i64,
    order: Uuid,
    seats: i64,
    seats_used: i64,
    term: TermLength,
    /// The last five characters of its code; null when the code is gone.
    code_ends_in: Option<String>,
    /// In how many accounts it stands.
    holders: i64,
    #[schema(format = DateTime)]
    issued_at: String,
    #[schema(format = DateTime)]
    first_activated_at: Option<String>,
    #[schema(format = DateTime)]
    ends_at: Option<String>,
    #[schema(format = DateTime)]
    activate_by: Option<String>,
    /// The license that has its right since it was merged, or took over.
    merged_into: Option<Uuid>,
    /// The license that it takes over from at its end.
    reserve_for: Option<Uuid>,
    block: Option<BlockAnswer>,
    version: i64,
}

/// What a key that may not read licenses is told of the one that it changed.
// No other members, so that the description tells it from the whole.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000004", "number": "12345-67890", "status": "blocked", "version": 4}))]
pub struct BriefLicense {
    id: Uuid,
    /// Ten digits in two groups.
    number: String,
    status: Status,
    /// Also the ETag.
    version: i64,
}

impl BriefLicense {
    pub(super) fn new(row: &license::Model, now: Moment) -> Self {
        Self { id: row.id, number: grouped(&row.number), status: status(row, now), version: row.version }
    }
}

/// A license after a change: whole for a key that may read licenses.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum LicenseAfterChange {
    Whole(Box<LicenseAnswer>),
    Brief(BriefLicense),
}

impl LicenseAnswer {
    pub(super) fn new(row: &license::Model, names: &Names, details: Option<&RowDetails>, now: Moment) -> Self {
        let named = |id: Uuid, found: Option<&(String, String)>| {
            let (code, name) = found.cloned().unwrap_or_default();
            Named { id, code, name }
        };
        let block = row.blocked_at.or(row.block_from).map(|from| BlockAnswer {
            reason: row.block_reason,
            from: from.rfc3339(),
            note: details.and_then(|b| b.block_note.clone()).map(|note| note.0),
            step: BlockCourse::of(row).map_or(BlockStep::Dead, |course| course.step(now)),
            told_at: row.block_told_at.map(Moment::rfc3339),
            grace_from: row.block_grace_from.map(Moment::rfc3339),
            limited_from: row.block_limited_from.map(Moment::rfc3339),
        });
        Self {
            id: row.id,
            number: grouped(&row.number),
            status: status(row, now),
            kind: row.kind,
            product: named(row.product_id, names.products.get(&row.product_id)),
            edition: named(row.edition_id, names.revisions.get(&(row.edition_id, row.edition_rev))),
            edition_revision: row.edition_rev,
            order: row.purchase_id,
            seats: row.seats,
            seats_used: row.seats_used,
            term: TermLength { months: row.months, days: row.days, fixed_until: row.fixed_until.map(Moment::rfc3339) },
            code_ends_in: details.map(|b| b.last_group.clone()).filter(|group| !group.is_empty()),
            holders: details.map_or(0, |b| b.holders),
            issued_at: row.created_at.rfc3339(),
            first_activated_at: row.first_activated_at.map(Moment::rfc3339),
            ends_at: row.ends_at.map(Moment::rfc3339),
            activate_by: row.activate_by.map(Moment::rfc3339),
            merged_into: row.merged_into,
            reserve_for: row.reserve_for,
            block,
            version: row.version,
        }
    }

    /// One that was opened by itself.
    pub(super) fn of(view: &LicenseView, now: Moment) -> Self {
        Self::new(&view.license, &view.names, Some(&view.details), now)
    }

    /// The ETag. Seats, holders and the status change without a new version; `If-Match` compares the version alone.
    pub(super) fn tag(&self) -> String {
        format!("{}-{}-{}-{}", self.version, self.seats_used, self.holders, self.status.word())
    }
}
