//! Decoy codes: they open nothing, stand nowhere, and raise the alarm (LIC-4).

use crate::clerks::{ALL_SCOPES, clerk, licenses_of, on_sale, order, program, sold};
use crate::people::signed_in;
use crate::shop::{Shop, asking, device};
use axum::http::{Method, StatusCode};
use futures::TryStreamExt as _;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_context::{Cx, Listener, Listeners, subject};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Lang, Role, Secret, Uuid, async_trait};
use gatehouse_db::sea_orm::prelude::Expr;
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_db::{Migration, PageRequest, Tx};
use gatehouse_licenses::Licenses;
use gatehouse_licenses::actions::export_codes::export_codes;
use gatehouse_licenses::model::code;
use gatehouse_licenses::model::decoys::{self, Decoys};
use gatehouse_licenses::tables::{activation, license, license_code, license_holder};
use gatehouse_mail::Recipient;
use gatehouse_mail::staff::StaffWanted;
use gatehouse_testkit::{Answer, TestEngine, World, both_engines};
use gatehouse_web::Module;
use serde_json::json;

const COUNT: u32 = 3;

/// An installation with decoys beside 40 licenses of an order.
async fn world_with(engine: TestEngine, count: u32) -> (World, Uuid, Uuid) {
    let mut modules = crate::modules();
    modules[2] = Box::new(Licenses::with_root(Secret::new(crate::ROOT)).with_decoys(count));
    modules.push(Box::new(OneMember));
    let world = World::new(engine, modules).await;
    on_sale(&world).await;
    let order = order(&world, "BOX-1", "", "").await;
    let batch = sold(&world, order, "40").await.batch;
    world.run_jobs().await;
    (world, order, batch)
}

/// Keeps one member of the staff, who has whatever role is asked for.
struct OneMember;

#[async_trait]
impl Listener<StaffWanted> for OneMember {
    async fn hear(&self, cx: &Cx, tx: &Tx, wanted: &StaffWanted) -> Result<(), Fault> {
        assert_eq!(wanted.roles, [Role::Licensing, Role::Administrator]);
        let member = cx.id();
        subject::create(cx, tx, member).await?;
        wanted.add(Recipient {
            account: None,
            sealed_by: member,
            email: "clerk@vendor.example".into(),
            greeted: None,
            lang: Lang::Ru,
            zone: None,
            is_staff: true,
        });
        Ok(())
    }
}

impl Module for OneMember {
    fn name(&self) -> &'static str {
        "one_member"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory::default()
    }
    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<StaffWanted>(Self);
    }
}

/// The rows of decoys with their codes, as whoever has the keys as well reads them.
async fn laid(world: &World) -> Vec<(license_code::Model, String)> {
    let cx = world.cx();
    let marks = decoys::marks(&cx.app.keys, false).unwrap();
    let rows = license_code::Entity::find().filter(license_code::Column::Lookup.is_in(marks));
    let mut found = Vec::new();
    for row in rows.all(cx.read()).await.unwrap() {
        let key = subject::key(&cx, cx.read(), row.purchase_id).await.unwrap();
        let code = code::open(&key, row.id, &row.code_sealed).unwrap().to_string();
        found.push((row, code));
    }
    found
}

async fn alarms(world: &World) -> Vec<gatehouse_context::Audit> {
    let cx = world.cx();
    cx.service::<Decoys>().unwrap().settled().await;
    let filter = AuditFilter { kind: Some("license.decoy_presented".into()), ..AuditFilter::default() };
    audit::list(&cx, &filter, &PageRequest::default()).await.unwrap().items
}

async fn activating(world: &World, code: &str, from: [u8; 4]) -> Answer {
    let mut body = asking(code, &device(1, 0));
    body["product"] = "beacon".into();
    body["application"] = serde_json::Value::Null;
    world.browser().from_address(from).json(Method::POST, "/api/v1/activations", &body).await
}

/// An answer without what is another each time.
fn said(answer: &Answer, code: &str) -> (StatusCode, String) {
    let body = answer.body.replace(code, "CODE");
    let body = match serde_json::from_str::<serde_json::Value>(&body) {
        Ok(mut problem) => {
            for member in ["request_id", "instance", "server_time"] {
                if let Some(members) = problem.as_object_mut() {
                    members.remove(member);
                }
            }
            problem.to_string()
        }
        // A page: its words alone, since tokens differ.
        Err(_) => body.lines().filter(|line| line.contains("error")).map(str::trim).collect(),
    };
    (answer.status, body)
}

both_engines! {
    /// LIC-4
    async fn a_row_of_a_decoy_has_the_shape_of_any_other_and_opens_nothing(world: World) {
        let (world, order, _) = world_with(world.engine, COUNT).await;
        let cx = world.cx();
        let laid = laid(&world).await;
        assert_eq!(laid.len(), COUNT as usize);
        assert_eq!(license_code::Entity::find().count(cx.read()).await.unwrap(), 40 + u64::from(COUNT));
        for (decoy, code) in &laid {
            let rows = license_code::Entity::find().filter(license_code::Column::LicenseId.eq(decoy.license_id));
            let rows = rows.all(cx.read()).await.unwrap();
            let own = rows.iter().find(|row| row.id != decoy.id).unwrap();
            assert_eq!(rows.len(), 2, "one beside each license");
            assert!(decoy.id < own.id, "the license's own is the newest");
            let shape = |row: &license_code::Model| {
                let lengths = (row.lookup.len(), row.last_group_lookup.len(), row.code_sealed.len());
                (lengths, row.purchase_id, row.pepper_version, row.created_at, row.replaced_at, row.id.get_version_num())
            };
            assert_eq!(shape(decoy), shape(own));
            assert_eq!(code.len(), 23);
            let typed = gatehouse_formats::ActivationCode::parse(code).unwrap();
            for lookup in code::lookups(&cx.app.keys, &typed) {
                let under = license_code::Entity::find().filter(license_code::Column::Lookup.eq(lookup));
                assert!(under.one(cx.read()).await.unwrap().is_none(), "no look-up finds it");
            }
        }
        assert_eq!(licenses_of(&world, order).await.len(), 40);
        assert!(alarms(&world).await.is_empty(), "to lay them is no alarm");
    }

    /// LIC-4
    async fn presented_anywhere_it_is_an_unknown_code_and_an_alarm_with_the_network(world: World) {
        let (world, _, _) = world_with(world.engine, COUNT).await;
        let decoy = laid(&world).await.remove(0).1;
        let unknown = Shop::unknown_code(&world);
        let known = activating(&world, &unknown, [192, 0, 2, 1]).await;
        let presented = activating(&world, &decoy, [198, 51, 100, 7]).await;
        assert_eq!(said(&presented, &decoy), said(&known, &unknown));
        assert_eq!(presented.code(), "code.unknown");
        let lines = alarms(&world).await;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].network.as_deref(), Some("198.51.100.7"));
        // The same network again is the same alarm; another one is another.
        activating(&world, &decoy, [198, 51, 100, 7]).await;
        activating(&world, &decoy, [203, 0, 113, 9]).await;
        assert_eq!(alarms(&world).await.len(), 2);
        let account = Uuid::from_u128(0xADA);
        let mut ada = signed_in(&world, account).from_address([203, 0, 113, 10]);
        let wrong = ada.post("/licenses/add", &[("code", unknown.as_str())]).await;
        let added = ada.post("/licenses/add", &[("code", decoy.as_str())]).await;
        assert_eq!(said(&added, &decoy), said(&wrong, &unknown));
        assert_eq!(alarms(&world).await.len(), 3);
        let mut clerk = clerk(&world).from_address([203, 0, 113, 11]);
        let searched = clerk.post("/staff/licenses", &[("q", decoy.as_str())]).await;
        assert!(!searched.body.contains("BOX-1"), "{}", searched.body);
        assert_eq!(alarms(&world).await.len(), 4);
        let cx = world.cx();
        assert_eq!(activation::Entity::find().count(cx.read()).await.unwrap(), 0);
        assert_eq!(license_holder::Entity::find().count(cx.read()).await.unwrap(), 0);
    }

    /// ALL-4, LIC-4
    async fn clerks_and_administrators_are_mailed_of_the_alarm_once_a_day(world: World) {
        let (world, _, _) = world_with(world.engine, COUNT).await;
        let decoy = laid(&world).await.remove(0).1;
        for (day, mails) in [(0, 1), (0, 1), (1, 2)] {
            world.advance(day * gatehouse_core::DAY + gatehouse_core::HOUR);
            activating(&world, &decoy, [198, 51, 100, 7]).await;
            alarms(&world).await;
            let told = world.mails().await.into_iter().filter(|mail| mail.kind == "licenses.decoy_presented");
            let told: Vec<_> = told.collect();
            assert_eq!(told.len(), mails);
            assert!(told.iter().all(|mail| mail.to == "clerk@vendor.example" && mail.text.contains("код-приманка")));
            assert!(told.iter().all(|mail| !mail.text.contains(&decoy) && !mail.text.contains("198.51.100.7")));
        }
    }

    /// LIC-4, LIC-11
    async fn typed_into_the_form_for_key_files_it_raises_the_alarm_with_the_network_of_the_form(world: World) {
        let (world, _, _) = world_with(world.engine, COUNT).await;
        let decoy = laid(&world).await.remove(0).1;
        let form = [("code", decoy.as_str()), ("email", "eve@example.com")];
        world.browser().from_address([198, 51, 100, 8]).post_as_human("/key-file", &form).await.expect(StatusCode::SEE_OTHER);
        assert!(!world.dump().await.contains(&decoy), "it waits under seal");
        world.run_jobs().await;
        let lines = alarms(&world).await;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].network.as_deref(), Some("198.51.100.8"));
        let left = gatehouse_licenses::tables::key_file_ask::Entity::find().count(world.cx().read()).await.unwrap();
        assert_eq!(left, 0, "the request and its network are gone");
    }

    /// LIC-4
    async fn it_stands_in_no_list_page_export_or_count(world: World) {
        let (world, order, batch) = world_with(world.engine, COUNT).await;
        let laid = laid(&world).await;
        let account = Uuid::from_u128(0xADA);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        for (row, _) in &laid {
            let holder = license_holder::ActiveModel {
                id: gatehouse_db::sea_orm::Set(cx.id()),
                license_id: gatehouse_db::sea_orm::Set(row.license_id),
                account_id: gatehouse_db::sea_orm::Set(Some(account)),
                added_at: gatehouse_db::sea_orm::Set(cx.now()),
                company_id: gatehouse_db::sea_orm::Set(None),
                key_file_name_sealed: gatehouse_db::sea_orm::Set(None),
            };
            license_holder::Entity::insert(holder).exec_without_returning(&*tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut seen = String::new();
        let (mut clerk, mut api, mut ada) = (clerk(&world), program(&world, ALL_SCOPES), signed_in(&world, account));
        for place in ["/staff", "/staff/licenses", "/staff/licenses.csv", "/staff/orders", "/staff/orders.csv"] {
            seen.push_str(&clerk.get(place).await.body);
        }
        seen.push_str(&clerk.get(&format!("/staff/orders/{order}")).await.expect(StatusCode::OK).body);
        for place in ["/api/v1/licenses", "/api/v1/orders"] {
            seen.push_str(&api.get(place).await.expect(StatusCode::OK).body);
        }
        for place in ["/", "/licenses", "/account/purchases"] {
            seen.push_str(&ada.get(place).await.body);
        }
        for (row, _) in &laid {
            let id = row.license_id;
            seen.push_str(&clerk.get(&format!("/staff/licenses/{id}")).await.expect(StatusCode::OK).body);
            seen.push_str(&ada.get(&format!("/licenses/{id}")).await.expect(StatusCode::OK).body);
            seen.push_str(&api.get(&format!("/api/v1/licenses/{id}")).await.expect(StatusCode::OK).body);
            let shown = gatehouse_licenses::actions::reveal_code::reveal_code(&world.cx_of(account), id).await.unwrap();
            seen.push_str(&shown.to_string());
        }
        let file = export_codes(&cx, batch).await.unwrap();
        let pieces: Vec<Vec<u8>> = file.stream(cx.clone()).try_collect().await.unwrap();
        let file: String = pieces.iter().map(|piece| String::from_utf8_lossy(piece).into_owned()).collect();
        assert_eq!(file.lines().count(), 41);
        seen.push_str(&file);
        for mail in world.mails().await {
            seen.push_str(&mail.text);
        }
        for (row, code) in &laid {
            let group = &code[18..];
            assert!(!seen.contains(code.as_str()) && !seen.contains(&row.id.to_string()));
            assert!(!seen.contains(group), "the end of a decoy stands somewhere");
        }
        assert_eq!(license::Entity::find().count(cx.read()).await.unwrap(), 40);
        let found = api.json(Method::POST, "/api/v1/licenses/search", &json!({"text": laid[0].1[18..]})).await;
        assert_eq!(found.json()["items"], json!([]));
    }

    /// LIC-4
    async fn a_decoy_that_is_newer_than_its_licenses_code_is_laid_anew(world: World) {
        let (world, _, _) = world_with(world.engine, COUNT).await;
        let (wrong, _) = laid(&world).await.remove(0);
        world.advance(gatehouse_core::DAY);
        let cx = world.cx();
        let newer = cx.id();
        let tx = cx.begin().await.unwrap();
        let moved = license_code::Entity::update_many().col_expr(license_code::Column::Id, Expr::value(newer));
        let moved = moved.filter(license_code::Column::Id.eq(wrong.id)).exec(&*tx).await.unwrap();
        assert_eq!(moved.rows_affected, 1);
        tx.commit().await.unwrap();
        world.advance(gatehouse_core::DAY);
        world.run_jobs().await;
        let now = laid(&world).await;
        assert_eq!(now.len(), usize::try_from(COUNT).unwrap());
        for (decoy, _) in now {
            assert_ne!(decoy.id, newer);
            let own = license_code::Entity::find().filter(license_code::Column::LicenseId.eq(decoy.license_id));
            let own = own.filter(license_code::Column::Id.ne(decoy.id)).one(world.cx().read()).await.unwrap().unwrap();
            assert!(decoy.id < own.id);
        }
    }

    /// LIC-4
    async fn they_are_laid_once_and_taken_up_when_fewer_are_wanted(world: World) {
        let (world, _, _) = world_with(world.engine, COUNT).await;
        let first: Vec<Uuid> = laid(&world).await.iter().map(|(row, _)| row.id).collect();
        world.advance(2 * gatehouse_core::DAY);
        world.run_jobs().await;
        let again: Vec<Uuid> = laid(&world).await.iter().map(|(row, _)| row.id).collect();
        assert_eq!(first, again);
        let (none, _, _) = world_with(world.engine, 0).await;
        assert!(laid(&none).await.is_empty());
        let unknown = Shop::unknown_code(&none);
        assert_eq!(activating(&none, &unknown, [192, 0, 2, 1]).await.code(), "code.unknown");
        assert!(alarms(&none).await.is_empty());
    }
}
