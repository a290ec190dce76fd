//! A product as the API tells it.

use crate::model::edition_service::{AccountNeed, ServiceTexts};
use crate::model::labels::{FeatureLabels, Labels};
use crate::model::merge_rule::MergeRule;
use crate::model::platform::Platform;
use crate::model::term::Starts;
use crate::queries::offers::OfferView;
use crate::queries::products::ProductView;
use crate::tables;
use gatehouse_core::{Moment, Uuid};
use serde::Serialize;
use utoipa::ToSchema;

/// A product of the catalog.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000001", "code": "home-security", "name": "Home Security",
    "description": "Protection for the family's devices.", "lease_days": 7, "transfer_allowance": null, "transition_days": 14, "merge_rule": "seat_days", "trial_days": 30, "statement_required": false,
    "key_file_only_after_top_up": false, "regions": [], "buy_url": "https://shop.example.com/{edition}",
    "renew_url": "https://shop.example.com/renew?license={license}", "area": "Home devices", "archived": false, "created_at": "2026-11-21T12:00:00Z", "version": 4}))]
pub struct ProductSummary {
    id: Uuid,
    code: String,
    name: String,
    description: String,
    /// Days that a device runs without asking again.
    lease_days: i64,
    /// How many freed seats may count against a license's transfer limit; null: as many as it has seats, at least 2.
    transfer_allowance: Option<i64>,
    /// Days for which an old code goes on after another one took its place.
    transition_days: i64,
    /// What becomes of the ends of codes that are merged at renewal.
    merge_rule: MergeRule,
    trial_days: Option<i64>,
    /// Whether the license agreement must be accepted before the first activation.
    statement_required: bool,
    key_file_only_after_top_up: bool,
    /// ISO 3166 country codes; empty: sold everywhere.
    regions: Vec<String>,
    /// Where it is bought, with its placeholders; empty: nowhere that is known.
    buy_url: String,
    /// Where a license of it is renewed.
    renew_url: String,
    /// What it protects; empty: nothing is said.
    area: String,
    archived: bool,
    #[schema(format = DateTime)]
    created_at: String,
    /// Counts every change of the product or of a part of it; also the ETag.
    version: i64,
}

impl From<&tables::product::Model> for ProductSummary {
    fn from(row: &tables::product::Model) -> Self {
        Self {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            description: row.description.clone(),
            lease_days: row.lease_days,
            transfer_allowance: row.transfer_allowance,
            transition_days: row.transition_days,
            merge_rule: row.merge_rule,
            trial_days: row.trial_days,
            statement_required: row.statement_required,
            key_file_only_after_top_up: row.key_file_only_after_top_up,
            regions: row.regions.0.clone(),
            buy_url: row.buy_url.clone(),
            renew_url: row.renew_url.clone(),
            area: row.area.clone(),
            archived: row.archived_at.is_some(),
            created_at: row.created_at.rfc3339(),
            version: row.version,
        }
    }
}

/// An edition and the codes of its features.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000005", "code": "family", "name": "Family", "position": 2, "features": ["firewall", "backup"], "revision": 3,
    "account_need": "some", "account_features": ["backup"], "support": {"en": "By email, an answer within two days"}, "services": {}}))]
pub struct EditionAnswer {
    id: Uuid,
    code: String,
    name: String,
    position: i64,
    features: Vec<String>,
    /// Counts what it granted and how it was called; licenses keep the revision that they were sold with.
    revision: i64,
    /// For which features a product must be connected to an account.
    account_need: AccountNeed,
    /// With `some`, these.
    account_features: Vec<String>,
    /// The standard support, by language.
    #[schema(value_type = ServiceTexts)]
    support: Labels,
    /// Further services, by language.
    #[schema(value_type = ServiceTexts)]
    services: Labels,
}

/// A feature with its labels.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000009", "code": "firewall", "labels": {"en": "Firewall", "ja": "ファイアウォール"}, "position": 1}))]
pub struct FeatureAnswer {
    id: Uuid,
    code: String,
    #[schema(value_type = FeatureLabels)]
    labels: Labels,
    position: i64,
}

/// A released version.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000010", "number": "12.4", "released_at": "2026-11-01T00:00:00Z",
        "certificate": "4444"}))]
pub struct VersionAnswer {
    id: Uuid,
    number: String,
    #[schema(format = DateTime)]
    released_at: String,
    /// The certificate's number of a certified version; else empty.
    certificate: String,
}

/// An application that licenses activate.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000011", "code": "home-win", "name": "Home Security for Windows", "platform": "windows",
    "download_url": "https://example.com/home.exe", "group": "Desktop"}))]
pub struct ApplicationAnswer {
    id: Uuid,
    code: String,
    name: String,
    platform: Platform,
    download_url: String,
    /// The group whose key file activates it; empty: the product's default one.
    group: String,
}

/// For how long licenses are sold.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000012", "code": "1-year", "name": "1 year", "starts": "activation", "months": 12, "days": null, "fixed_until": null}))]
pub struct TermAnswer {
    id: Uuid,
    code: String,
    name: String,
    starts: Starts,
    months: Option<i64>,
    days: Option<i64>,
    #[schema(format = DateTime)]
    fixed_until: Option<String>,
}

/// What is sold under a code of its own.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000014", "code": "home-family-1y", "name": "Home Security Family, 1 year",
    "revision": 2, "edition": "family", "edition_revision": 3, "term": "1-year", "kind": "commercial",
    "seats_min": 5, "seats_max": 50, "seats_step": 5, "regions": ["DE", "JP"], "retired": false}))]
pub struct OfferAnswer {
    id: Uuid,
    /// What an order names.
    code: String,
    name: String,
    /// Counts what it said.
    revision: i64,
    /// The edition's code.
    edition: String,
    edition_revision: i64,
    /// The term's code.
    term: String,
    kind: String,
    seats_min: i64,
    /// The same as `seats_min` where the number is fixed.
    seats_max: i64,
    seats_step: i64,
    /// Where shops offer it; empty: wherever the product is sold.
    regions: Vec<String>,
    retired: bool,
}

impl OfferAnswer {
    fn of(offer: &OfferView, view: &ProductView) -> Self {
        let (row, rev) = (&offer.offer, &offer.rev);
        let edition = view.editions.iter().find(|edition| edition.id == rev.edition_id);
        let term = view.terms.iter().find(|term| term.id == rev.term_id);
        Self {
            id: row.id,
            code: row.code.clone(),
            name: rev.name.clone(),
            revision: rev.number,
            edition: edition.map(|edition| edition.code.clone()).unwrap_or_default(),
            edition_revision: rev.edition_rev,
            term: term.map(|term| term.code.clone()).unwrap_or_default(),
            kind: rev.kind.clone(),
            seats_min: rev.seats_min,
            seats_max: rev.seats_max,
            seats_step: rev.seats_step,
            regions: rev.regions.0.clone(),
            retired: row.retired_at.is_some(),
        }
    }
}

/// A product with everything below it.
#[derive(Serialize, ToSchema)]
pub struct ProductAnswer {
    #[serde(flatten)]
    product: ProductSummary,
    editions: Vec<EditionAnswer>,
    features: Vec<FeatureAnswer>,
    versions: Vec<VersionAnswer>,
    applications: Vec<ApplicationAnswer>,
    terms: Vec<TermAnswer>,
    offers: Vec<OfferAnswer>,
}

impl From<&ProductView> for ProductAnswer {
    fn from(view: &ProductView) -> Self {
        let edition = |row: &tables::edition::Model| {
            let service = view.service(row.id);
            let needs = view.features.iter().filter(|feature| service.features.contains(&feature.id));
            EditionAnswer {
                id: row.id,
                code: row.code.clone(),
                name: row.name.clone(),
                position: row.position,
                features: view.features_of(row.id),
                revision: view.revisions.get(&row.id).copied().unwrap_or(1),
                account_need: service.need,
                account_features: needs.map(|feature| feature.code.clone()).collect(),
                support: service.support,
                services: service.services,
            }
        };
        let feature = |row: &tables::feature::Model| FeatureAnswer {
            id: row.id,
            code: row.code.clone(),
            labels: view.labels_of(row.id),
            position: row.position,
        };
        let version = |row: &tables::product_version::Model| VersionAnswer {
            id: row.id,
            number: row.number.clone(),
            released_at: row.released_at.rfc3339(),
            certificate: row.certificate.clone(),
        };
        let application = |row: &tables::application::Model| ApplicationAnswer {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            platform: row.platform,
            download_url: row.download_url.clone(),
            group: row.key_group.clone(),
        };
        let term = |row: &tables::term::Model| TermAnswer {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            starts: row.starts,
            months: row.months,
            days: row.days,
            fixed_until: row.fixed_until.map(Moment::rfc3339),
        };
        Self {
            product: ProductSummary::from(&view.product),
            editions: view.editions.iter().map(edition).collect(),
            features: view.features.iter().map(feature).collect(),
            versions: view.versions.iter().map(version).collect(),
            applications: view.applications.iter().map(application).collect(),
            terms: view.terms.iter().map(term).collect(),
            offers: view.offers.iter().map(|offer| OfferAnswer::of(offer, view)).collect(),
        }
    }
}
