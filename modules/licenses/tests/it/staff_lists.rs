//! Whose licenses and orders are, in the lists of staff, and the tabs of a customer's page (ux.md J23, J24).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, clerk, code_in, licenses_of, on_sale, order, program, sold, staff};
use crate::shop::device;
use axum::http::StatusCode;
use gatehouse_accounts::rights::LookAtAccounts;
use gatehouse_context::May;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{Lang, MINUTE, Role};
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::{EntityTrait, Set};
use gatehouse_licenses::queries::people;
use gatehouse_licenses::tables::license_holder;
use gatehouse_testkit::{World, both_engines};

async fn told(world: &World, kind: &str) -> usize {
    let filter = AuditFilter { kind: Some(kind.into()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &PageRequest { size: 200, ..PageRequest::default() }).await.unwrap().items.len()
}

async fn held(world: &World, license: gatehouse_core::Uuid, account: gatehouse_core::Uuid) {
    let cx = world.cx();
    let row = license_holder::ActiveModel {
        id: Set(cx.id()),
        license_id: Set(license),
        account_id: Set(Some(account)),
        added_at: Set(cx.now()),
        company_id: Set(None),
        key_file_name_sealed: Set(None),
    };
    license_holder::Entity::insert(row).exec_without_returning(world.app.db.writer()).await.unwrap();
}

both_engines! {
    /// LIC-17, ALL-8
    async fn the_lists_say_whose_each_license_and_order_is_and_the_log_says_who_looked(world: World) {
        on_sale(&world).await;
        let (ada, boris) = (account(&world, "ada@example.com", Lang::En).await, account(&world, "boris@example.com", Lang::En).await);
        let mine = order(&world, "SHOP-1", "ada@example.com", "en").await;
        sold(&world, mine, "1").await;
        let shop = order(&world, "SHOP-2", "stranger@example.com", "en").await;
        sold(&world, shop, "1").await;
        let licenses = [licenses_of(&world, mine).await.remove(0), licenses_of(&world, shop).await.remove(0)];
        world.advance(1_000_000);
        held(&world, licenses[0].id, boris).await;
        let mut clerk = clerk(&world);
        let page = clerk.get("/staff/licenses").await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("<a href=\"/staff/accounts/{ada}\">ada@example.com</a>")), "{page}");
        assert!(page.contains("and 1 more") && !page.contains("boris@example.com"), "the one who has it longest: {page}");
        assert!(page.contains("stranger@example.com") && page.contains("Buyer, not added yet"), "{page}");
        assert_eq!((told(&world, "license.listed").await, told(&world, "order.listed").await), (1, 0));
        let orders = clerk.get("/staff/orders").await.expect(StatusCode::OK).body;
        assert!(orders.contains(">ada@example.com</a>") && orders.contains("stranger@example.com"), "{orders}");
        assert_eq!(told(&world, "order.listed").await, 1);
        let file = clerk.get("/staff/licenses.csv?columns=number,owner,buyer&sort=number").await.expect(StatusCode::OK).body;
        assert!(file.contains("ada@example.com,ada@example.com") && file.contains("stranger@example.com,stranger@example.com"), "{file}");
        assert_eq!(told(&world, "license.listed").await, 1, "the same list again, a moment later, is one look");
        clerk.get("/staff/licenses?status=blocked").await.expect(StatusCode::OK);
        assert_eq!(told(&world, "license.listed").await, 2, "filtered otherwise");
        world.advance(11 * MINUTE);
        clerk.get("/staff/licenses.csv?columns=number,owner").await.expect(StatusCode::OK);
        assert_eq!(told(&world, "license.listed").await, 3, "later it is another look");
    }

    /// ALL-8
    async fn a_program_that_may_read_licenses_is_told_of_nobody(world: World) {
        on_sale(&world).await;
        account(&world, "ada@example.com", Lang::En).await;
        let mine = order(&world, "SHOP-1", "ada@example.com", "en").await;
        sold(&world, mine, "1").await;
        let answer = program(&world, ALL_SCOPES).get("/api/v1/licenses").await.expect(StatusCode::OK);
        assert!(!answer.body.contains("ada@example.com") && !answer.body.contains("owner"), "{}", answer.body);
        assert_eq!(told(&world, "license.listed").await, 0);
        for cx in [world.cx_staff(&[Role::Marketing]), world.cx_staff(&[Role::Lab])] {
            assert!(May::<LookAtAccounts>::of(&cx).is_none());
        }
    }

    /// ALL-8
    async fn an_erased_buyer_is_nobody(world: World) {
        on_sale(&world).await;
        let shop = order(&world, "SHOP-2", "", "en").await;
        sold(&world, shop, "1").await;
        let rows = licenses_of(&world, shop).await;
        let may = May::of(&world.cx()).unwrap();
        let whose = people::of_licenses(&may, &rows).await.unwrap();
        assert_eq!(whose[&rows[0].id], people::Whose::default());
        assert!(people::of_licenses(&may, &[]).await.unwrap().is_empty());
    }

    /// LIC-17, ALL-8
    async fn a_customers_page_has_their_licenses_devices_and_orders(world: World) {
        on_sale(&world).await;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        let mine = order(&world, "SHOP-1", "ada@example.com", "en").await;
        sold(&world, mine, "2").await;
        let other = order(&world, "SHOP-2", "other@example.com", "en").await;
        sold(&world, other, "1").await;
        let (mut clerk, number) = (clerk(&world), |row: &gatehouse_licenses::tables::license::Model| gatehouse_licenses::model::license::grouped(&row.number));
        let at = |tab: &str| format!("/staff/accounts/{ada}/{tab}");
        let licenses = clerk.get(&at("licenses")).await.expect(StatusCode::OK).body;
        for row in licenses_of(&world, mine).await {
            assert!(licenses.contains(&number(&row)), "{licenses}");
        }
        assert!(!licenses.contains(&number(&licenses_of(&world, other).await[0])), "{licenses}");
        assert!(licenses.contains(&format!("href=\"/staff/licenses?account={ada}\"")), "{licenses}");
        let orders = clerk.get(&at("orders")).await.expect(StatusCode::OK).body;
        assert!(orders.contains(">SHOP-1</a>") && !orders.contains("SHOP-2"), "{orders}");
        let all = clerk.get(&format!("/staff/orders?buyer={ada}")).await.expect(StatusCode::OK).body;
        assert!(all.contains(">SHOP-1</a>") && !all.contains("SHOP-2"), "{all}");
        let devices = clerk.get(&at("devices")).await.expect(StatusCode::OK).body;
        assert!(devices.contains("No devices use a license of this account."), "{devices}");
        let code = code_in(&world.last_mail_to("ada@example.com").await.text);
        let mut asking = crate::shop::asking(&code, &device(1, 0));
        asking["product"] = "beacon".into();
        asking["application"] = serde_json::Value::Null;
        world.browser().json(axum::http::Method::POST, "/api/v1/activations", &asking).await.expect(StatusCode::CREATED);
        let found = clerk.get(&at("devices")).await.expect(StatusCode::OK).body;
        assert_eq!(found.matches("href=\"/staff/licenses/").count(), 1, "{found}");
        for tab in ["licenses", "devices", "orders"] {
            assert!(devices.contains(&format!("href=\"{}\"", at(tab))), "{devices}");
            staff(&world, "privacy").get(&at(tab)).await.expect(StatusCode::FORBIDDEN);
            clerk.get(&format!("/staff/accounts/00000000-0000-7000-8000-000000000001/{tab}")).await.expect(StatusCode::NOT_FOUND);
        }
        let privacy = staff(&world, "privacy").get(&format!("/staff/accounts/{ada}")).await.expect(StatusCode::OK).body;
        assert!(!privacy.contains(&at("licenses")), "a tab that one may not open is not shown");
    }
}
