//! License agreements: accepted before the first activation, by the account or in the product, and kept.

use crate::people::signed_in;
use crate::shop::{Shop, Sold, activate, asking, device, log, text};
use axum::http::{Method, StatusCode};
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_catalog::actions::agreement::publish_agreement;
use gatehouse_catalog::actions::product::{self, ProductEntry};
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::IntoActiveModel as _;
use gatehouse_db::sea_orm::entity::prelude::*;
use gatehouse_licenses::tables::agreement_acceptance::{Entity, Model};
use gatehouse_licenses::tables::{activation, license_holder};
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::Value;

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

/// Publishes the next version of the shop's agreement.
async fn publish(world: &World, shop: &Shop, text: &str) -> Uuid {
    let texts = [("en".to_owned(), text.to_owned())].into();
    publish_agreement(&world.cx(), shop.product, None, &texts).await.unwrap()
}

/// A shop whose product asks for its agreement.
async fn asking_shop(world: &World) -> (Shop, Uuid) {
    let shop = Shop::open(world).await;
    let version = publish(world, &shop, "Be kind to the lantern.").await;
    let entry = ProductEntry {
        code: "lantern".into(),
        name: "Lantern".into(),
        regions: "DE,JP".into(),
        lease_days: "14".into(),
        statement_required: true,
        ..ProductEntry::default()
    };
    product::change(&world.cx(), shop.product, None, &entry).await.unwrap();
    (shop, version)
}

async fn accepted(world: &World) -> Vec<Model> {
    Entity::find().all(world.cx().read()).await.unwrap()
}

async fn add(world: &World, account: Uuid, sold: &Sold, agreement: Option<Uuid>) -> Answer {
    let version = agreement.map(|id| id.to_string()).unwrap_or_default();
    let mut form = vec![("code", sold.code.as_str()), ("agreement", version.as_str())];
    form.extend(agreement.map(|_| ("accepted", "true")));
    signed_in(world, account).post("/licenses/add", &form).await
}

/// A license that came into the account by itself.
async fn attached(world: &World, shop: &Shop, account: Uuid) -> Sold {
    let sold = shop.sell(world, 2).await;
    let row = license_holder::Model {
        id: world.cx().id(),
        license_id: sold.license,
        account_id: Some(account),
        added_at: world.cx().now(),
        company_id: None,
        key_file_name_sealed: None,
    };
    let cx = world.cx();
    license_holder::Entity::insert(row.into_active_model()).exec_without_returning(cx.db().writer()).await.unwrap();
    sold
}

async fn activate_naming(world: &World, sold: &Sold, agreement: &str) -> Answer {
    let mut body = asking(&sold.code, &device(1, 0));
    body["agreement"] = Value::from(agreement);
    world.browser().json(Method::POST, "/api/v1/activations", &body).await
}

both_engines! {
    /// LIC-5, LIC-34
    async fn who_adds_a_code_accepts_the_agreement_first_and_that_is_kept(world: World) {
        let (shop, version) = asking_shop(&world).await;
        let sold = shop.sell(&world, 2).await;
        let asked = add(&world, ADA, &sold, None).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.body.contains("Be kind to the lantern.") && asked.body.contains("id=\"e-accepted\""), "{}", asked.body);
        assert_eq!(asked.input("agreement").as_deref(), Some(version.to_string().as_str()));
        assert_eq!(asked.input("code").as_deref(), Some(sold.code.as_str()), "the code need not be typed again");
        for wrong in [world.cx().id(), sold.license] {
            add(&world, ADA, &sold, Some(wrong)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert!(accepted(&world).await.is_empty());
        assert_eq!(license_holder::Entity::find().count(world.cx().read()).await.unwrap(), 0);

        add(&world, ADA, &sold, Some(version)).await.expect(StatusCode::SEE_OTHER);
        let kept = accepted(&world).await;
        assert_eq!((kept.len(), kept[0].license_id, kept[0].agreement_id, kept[0].account_id), (1, sold.license, version, Some(ADA)));
        assert_eq!((kept[0].accepted_at, kept[0].lang.as_str()), (world.cx().now(), "en"));
        assert_eq!(log(&world, sold.license, "license.agreement_accepted").await, 1);
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let page = signed_in(&world, ADA).get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("/agreements/{version}")) && page.contains("Accepted on"), "{page}");

        let second = add(&world, BOB, &sold, None).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.body.contains("Be kind"), "each account accepts for itself");
        let twice = add(&world, ADA, &sold, None).await.expect(StatusCode::CONFLICT);
        assert!(twice.body.contains("already in your account"));
        signed_in(&world, ADA).post(&format!("/licenses/{}/remove", sold.license), &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        add(&world, ADA, &sold, None).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(accepted(&world).await.len(), 1, "the same version is accepted once");
    }

    /// LIC-10, LIC-34
    async fn no_device_is_activated_before_the_agreement_is_accepted_in_the_product(world: World) {
        let (shop, version) = asking_shop(&world).await;
        let sold = shop.sell(&world, 2).await;
        let refused = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.code(), "license.agreement_required");
        let told = refused.json();
        assert_eq!((told["field"].as_str(), told["final"].as_bool()), (Some("agreement"), Some(true)));
        assert!(told["next"].as_str().unwrap().contains(&format!("/agreements/{version}")), "{told}");
        let other = world.cx().id().to_string();
        assert_eq!(activate_naming(&world, &sold, &other).await.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "license.agreement_required");
        activate_naming(&world, &sold, "yes").await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(activation::Entity::find().count(world.cx().read()).await.unwrap(), 0);
        assert!(accepted(&world).await.is_empty());

        let served = world.browser().get("/api/v1/agreements/lantern").await.expect(StatusCode::OK);
        assert_eq!((text(&served, "id"), text(&served, "text")), (version.to_string(), "Be kind to the lantern.".to_owned()));
        activate_naming(&world, &sold, &version.to_string()).await.expect(StatusCode::CREATED);
        let kept = accepted(&world).await;
        assert_eq!((kept.len(), kept[0].agreement_id, kept[0].account_id), (1, version, None));
        publish(&world, &shop, "Newer.").await;
        activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(accepted(&world).await.len(), 1, "a license that was activated is asked for nothing");
    }

    /// LIC-34
    async fn a_license_that_came_by_itself_is_accepted_on_its_page(world: World) {
        let (shop, first) = asking_shop(&world).await;
        let sold = attached(&world, &shop, ADA).await;
        let (here, place) = (format!("/licenses/{}", sold.license), format!("/licenses/{}/agreement", sold.license));
        let mut ada = signed_in(&world, ADA);
        assert!(ada.get(&here).await.expect(StatusCode::OK).body.contains(&place), "the license's page leads there");
        assert!(ada.get(&place).await.expect(StatusCode::OK).body.contains("Be kind"));
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let version = first.to_string();
        let unticked = ada.post(&place, &[("agreement", &version)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unticked.body.contains("id=\"e-accepted\""));
        let second = publish(&world, &shop, "Be very kind.").await.to_string();
        let changed = ada.post(&place, &[("agreement", &version), ("accepted", "true")]).await.expect(StatusCode::CONFLICT);
        assert!(changed.body.contains("Be very kind.") && changed.input("agreement").as_deref() == Some(second.as_str()));
        signed_in(&world, BOB).post(&place, &[("agreement", &second), ("accepted", "true")]).await.expect(StatusCode::NOT_FOUND);
        assert!(accepted(&world).await.is_empty());

        ada.post(&place, &[("agreement", &second), ("accepted", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(accepted(&world).await.len(), 1);
        assert_eq!(ada.get(&place).await.expect(StatusCode::SEE_OTHER).location(), here, "once is enough");
        let page = ada.get(&here).await.body;
        assert!(!page.contains(&place) && page.contains("Version 2"), "{page}");
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
    }

    /// LIC-34
    async fn an_agreement_that_is_not_asked_for_stands_in_nobodys_way(world: World) {
        let shop = Shop::open(&world).await;
        let first = publish(&world, &shop, "Be kind.").await;
        let sold = shop.sell(&world, 2).await;
        add(&world, ADA, &sold, None).await.expect(StatusCode::SEE_OTHER);
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let page = signed_in(&world, ADA).get(&format!("/licenses/{}", sold.license)).await.body;
        assert!(page.contains("/agreements/") && !page.contains("Accepted on"));
        assert!(accepted(&world).await.is_empty());
        let second = publish(&world, &shop, "Be kinder.").await;
        let downloads = signed_in(&world, ADA).get("/downloads").await.expect(StatusCode::OK).body;
        assert!(downloads.contains(&format!("/agreements/{second}")), "the version in force is linked: {downloads}");
        assert!(!downloads.contains(&format!("/agreements/{first}")), "{downloads}");
    }

    /// ACC-17, LIC-34, PRI-4
    async fn what_was_accepted_outlasts_the_account_and_does_not_name_it(world: World) {
        let (shop, version) = asking_shop(&world).await;
        let sold = shop.sell(&world, 2).await;
        add(&world, ADA, &sold, Some(version)).await.expect(StatusCode::SEE_OTHER);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ADA }).await.unwrap();
        tx.commit().await.unwrap();
        let kept = accepted(&world).await;
        assert_eq!((kept.len(), kept[0].account_id), (1, None));
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
    }
}
