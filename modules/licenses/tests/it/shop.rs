//! A shop with one product, and devices that activate it.

use gatehouse_catalog::model::edition_service::AccountNeed;
use gatehouse_catalog::model::merge_rule::MergeRule;
use gatehouse_catalog::model::platform::Platform;
use gatehouse_catalog::model::regions::Regions;
use gatehouse_catalog::model::term::Starts;
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::{application, edition, edition_feature, edition_rev, feature, feature_label, product};
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Moment, Uuid};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use gatehouse_db::{PageRequest, Tx};
use gatehouse_formats::{ActivationCode, CodeKind};
use gatehouse_licenses::model::code;
use gatehouse_licenses::model::code::CODE_PLACE;
use gatehouse_licenses::model::license::Kind;
use gatehouse_licenses::model::order::{Payment, Source};
use gatehouse_licenses::tables::{license, license_code, license_holder, purchase};
use gatehouse_testkit::{Answer, World};
use serde_json::{Value, json};

/// A catalog with the product `lantern` in the edition `home`, and one order.
pub struct Shop {
    pub product: Uuid,
    pub edition: Uuid,
    pub order: Uuid,
}

/// An issued license.
#[derive(Clone, Debug)]
pub struct Sold {
    pub license: Uuid,
    pub code: String,
    pub number: String,
}

impl Shop {
    pub async fn open(world: &World) -> Self {
        let cx = world.cx();
        let (id, edition_id, order) = (cx.id(), cx.id(), cx.id());
        let tx = cx.begin().await.unwrap();
        let row = product::Model {
            id,
            code: "lantern".into(),
            name: "Lantern".into(),
            description: "Lights the way.".into(),
            area: String::new(),
            key_file_only_after_top_up: false,
            trial_days: None,
            statement_required: false,
            regions: Regions(vec!["DE".into(), "JP".into()]),
            lease_days: 14,
            transfer_allowance: None,
            transition_days: 0,
            merge_rule: MergeRule::SeatDays,
            icon: None,
            buy_url: String::new(),
            renew_url: String::new(),
            archived_at: None,
            created_at: cx.now(),
            version: 1,
        };
        product::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        let row =
            edition::Model { id: edition_id, product_id: id, code: "home".into(), name: "Home".into(), position: 1 };
        edition::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        let rev = edition_rev::Model {
            edition_id,
            number: 1,
            code: "home".into(),
            name: "Home".into(),
            features: "scan,vault".into(),
            regions: Regions(vec!["DE".into(), "JP".into()]),
            lease_days: 14,
            transfer_allowance: None,
            account_need: AccountNeed::Never,
            account_features: String::new(),
            support: "{}".into(),
            services: "{}".into(),
            made_at: cx.now(),
        };
        edition_rev::Entity::insert(rev.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        for (position, word, included) in [(1, "scan", true), (2, "vault", true), (3, "central", false)] {
            let feature = feature::Model { id: cx.id(), product_id: id, code: word.into(), position };
            feature::Entity::insert(feature.clone().into_active_model()).exec_without_returning(&*tx).await.unwrap();
            let texts = [("en", "in English"), ("ja", "の機能"), ("ru", "по-русски")];
            let labels = texts.map(|(lang, text)| feature_label::ActiveModel {
                feature_id: Set(feature.id),
                lang: Set(lang.to_owned()),
                label: Set(format!("{word} {text}")),
            });
            feature_label::Entity::insert_many(labels).exec_without_returning(&*tx).await.unwrap();
            if included {
                let pair = edition_feature::Model { edition_id, feature_id: feature.id };
                edition_feature::Entity::insert(pair.into_active_model()).exec_without_returning(&*tx).await.unwrap();
            }
        }
        let row = application::Model {
            id: cx.id(),
            product_id: id,
            code: "lantern-desktop".into(),
            name: "Lantern Desktop".into(),
            platform: Platform::Windows,
            download_url: "https://vendor.example/lantern.exe".into(),
            key_group: String::new(),
        };
        application::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        let row = purchase::Model {
            id: order,
            number: "ORD-1".into(),
            source: Source::Partner,
            partner: Some("Corner Shop".into()),
            seller_id: None,
            buyer_account: None,
            buyer_email_sealed: None,
            buyer_lookup: None,
            pepper_version: 1,
            buyer_lang: None,
            unclaimed_since: None,
            note_sealed: None,
            amount: None,
            currency: None,
            payment: Payment::Paid,
            invoice_sealed: None,
            licensee_sealed: None,
            created_at: cx.now(),
            created_by_kind: "program".into(),
            created_by_id: None,
            version: 1,
        };
        purchase::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        subject::create(&cx, &tx, order).await.unwrap();
        tx.commit().await.unwrap();
        Self { product: id, edition: edition_id, order }
    }

    /// A code that no license has.
    pub fn unknown_code(world: &World) -> String {
        let random = world.cx().app.random.clone();
        ActivationCode::generate(CodeKind::Commercial, &mut |bytes| random.fill(bytes)).to_string()
    }

    /// A license for a year from its first activation.
    pub async fn sell(&self, world: &World, seats: i64) -> Sold {
        self.sell_as(world, seats, |_| {}).await
    }

    /// A license with something else about it.
    pub async fn sell_as(&self, world: &World, seats: i64, change: impl FnOnce(&mut license::Model)) -> Sold {
        let cx = world.cx();
        let (id, code_id) = (cx.id(), cx.id());
        let whole = ActivationCode::generate(CodeKind::Commercial, &mut |bytes| cx.app.random.fill(bytes));
        let number = format!("{:010}", cx.app.random.below(10_000_000_000));
        let mut row = license::Model {
            id,
            number: number.clone(),
            purchase_id: self.order,
            batch_id: None,
            product_id: self.product,
            edition_id: self.edition,
            edition_rev: revisions::newest(cx.read(), self.edition).await.unwrap().unwrap().number,
            kind: Kind::Commercial,
            starts: Starts::Activation,
            months: Some(12),
            days: None,
            fixed_until: None,
            seats,
            seats_used: 0,
            transfers: 0,
            device_pepper: 0,
            status: String::new(),
            status_until: Moment(0),
            first_activated_at: None,
            ends_at: None,
            ends_order: i64::MAX,
            activate_by: None,
            awaiting_verification: false,
            blocked_at: None,
            block_from: None,
            block_reported_at: None,
            block_told_at: None,
            block_grace_from: None,
            block_limited_from: None,
            block_next_at: None,
            block_reason: None,
            block_note_sealed: None,
            superseded_at: None,
            merged_into: None,
            parents: 0,
            reserve_for: None,
            created_at: cx.now(),
            version: 1,
        };
        change(&mut row);
        row.ends_order = row.ends_at.map_or(i64::MAX, |end| end.0);
        let tx = cx.begin().await.unwrap();
        let key = subject::key(&cx, &*tx, self.order).await.unwrap();
        license::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        let keys = &cx.app.keys;
        let row = license_code::Model {
            id: code_id,
            license_id: id,
            purchase_id: self.order,
            lookup: code::lookups(keys, &whole).remove(0),
            pepper_version: 1,
            last_group_lookup: code::last_group_lookups(keys, whole.last_group()).remove(0),
            code_sealed: key.seal(cx.app.random.as_ref(), CODE_PLACE, code_id, whole.canonical()).unwrap(),
            created_at: cx.now(),
            replaced_at: None,
            number: 1,
            key_file_only: false,
        };
        license_code::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        tx.commit().await.unwrap();
        Sold { license: id, code: whole.to_string(), number }
    }

    /// Everything that was sold becomes what is sold now, without anybody's decision.
    pub async fn follow(&self, world: &World) {
        let cx = world.cx();
        let newest = revisions::newest(cx.read(), self.edition).await.unwrap().unwrap().number;
        let tx = cx.begin().await.unwrap();
        license::Entity::update_many()
            .col_expr(license::Column::EditionRev, Expr::value(newest))
            .filter(license::Column::EditionId.eq(self.edition))
            .exec(&*tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Puts a license into an account, as a page of the past would have.
    pub async fn give(&self, world: &World, sold: &Sold, account: Uuid) {
        let cx = world.cx();
        let row = license_holder::Model {
            id: cx.id(),
            license_id: sold.license,
            account_id: Some(account),
            added_at: cx.now(),
            company_id: None,
            key_file_name_sealed: None,
        };
        let tx = cx.begin().await.unwrap();
        license_holder::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// The license as it is stored now.
pub async fn stored(world: &World, sold: &Sold) -> license::Model {
    license::Entity::find_by_id(sold.license).one(world.cx().read()).await.unwrap().unwrap()
}

/// Changes a stored license behind everybody's back.
pub async fn tamper(world: &World, sold: &Sold, change: impl FnOnce(&mut license::ActiveModel)) {
    let mut row = stored(world, sold).await.into_active_model();
    change(&mut row);
    // As every writer does that does not know the new status.
    row.status_until = Set(Moment(0));
    let tx = world.cx().begin().await.unwrap();
    row.update(&*tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Somebody works at the license: its row is locked until this transaction ends.
pub async fn locked(cx: &Cx, sold: &Sold) -> Tx {
    let tx = cx.begin().await.unwrap();
    license::Entity::update_many()
        .col_expr(license::Column::Version, Expr::value(2))
        .filter(license::Column::Id.eq(sold.license))
        .exec(&*tx)
        .await
        .unwrap();
    tx
}

/// Five parts of device `n`; `changed` of them, from the first on, are new ones of their own.
pub fn device(n: u32, changed: u8) -> Vec<String> {
    (0..5_u8)
        .map(|part| {
            let mut hash = [part; 32];
            hash[..4].copy_from_slice(&n.to_be_bytes());
            hash[4] = if part < changed { 0xEE } else { 0 };
            hash.iter().map(|byte| format!("{byte:02x}")).collect()
        })
        .collect()
}

/// The body of an activation.
pub fn asking(code: &str, device: &[String]) -> Value {
    json!({
        "product": "lantern", "version": "1.0", "application": "lantern-desktop", "code": code, "region": "DE",
        "device": { "fingerprint": device, "name": "Ada's laptop", "platform": "windows" },
    })
}

/// Activates over HTTP.
pub async fn activate(world: &World, code: &str, device: &[String]) -> Answer {
    world.browser().json(axum::http::Method::POST, "/api/v1/activations", &asking(code, device)).await
}

/// Renews over HTTP.
pub async fn renew(world: &World, activation: &str, token: &str, device: &[String]) -> Answer {
    let body = json!({ "renew_token": token, "device": { "fingerprint": device } });
    world.browser().json(axum::http::Method::POST, &format!("/api/v1/activations/{activation}/renew"), &body).await
}

/// A text of an answer.
pub fn text(answer: &Answer, name: &str) -> String {
    answer.json()[name].as_str().unwrap_or_else(|| panic!("no {name}: {}", answer.body)).to_owned()
}

/// A moment by its date.
pub fn at(text: &str) -> Moment {
    text.parse::<jiff::Timestamp>().unwrap().into()
}

/// How many lines of a kind the audit log has of a license.
pub async fn log(world: &World, license: Uuid, kind: &str) -> usize {
    let filter = AuditFilter { subject: Some(license), kind: Some(kind.to_owned()), ..AuditFilter::default() };
    audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items.len()
}
