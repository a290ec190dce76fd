//! Sellers: kept by staff and programs, named by orders, told to whoever has the license or its code (LIC-35).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, clerk, mail_of, program, staff};
use crate::people::signed_in;
use crate::shop::Shop;
use axum::http::{Method, StatusCode};
use gatehouse_core::{HOUR, Lang, Role, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_licenses::actions::add_seller::add_seller;
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::name_seller::{NameSeller, name_seller};
use gatehouse_licenses::model::seller::SellerEntry;
use gatehouse_licenses::tables::{purchase, seller};
use gatehouse_testkit::{World, both_engines};
use serde_json::json;

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

pub fn corner_shop() -> SellerEntry {
    SellerEntry {
        code: "corner-shop".into(),
        name: "Corner Shop GmbH".into(),
        kind: "partner".into(),
        site: "https://corner.example/help".into(),
        email: "help@corner.example".into(),
        phone: "+49 (30) 1234-567".into(),
        hours: "Mon–Fri 9–17".into(),
        country: "DE".into(),
        archived: None,
    }
}

pub async fn added(world: &World) -> Uuid {
    add_seller(&world.cx(), &corner_shop()).await.unwrap()
}

async fn stored(world: &World, order: Uuid) -> purchase::Model {
    purchase::Entity::find_by_id(order).one(world.cx().read()).await.unwrap().unwrap()
}

async fn kept(world: &World, seller: &str) -> seller::Model {
    seller::Entity::find_by_id(seller.parse::<Uuid>().unwrap()).one(world.cx().read()).await.unwrap().unwrap()
}

/// The order of the shop names its seller.
pub async fn named(world: &World, shop: &Shop) {
    added(world).await;
    let input = NameSeller { order: shop.order, seller: "corner-shop".into(), expected: None };
    name_seller(&world.cx(), &input).await.unwrap();
}

both_engines! {
    /// LIC-35
    async fn clerks_keep_sellers_by_forms_and_support_only_looks(world: World) {
        let mut clerk = clerk(&world);
        let form = [("name", "Corner Shop"), ("code", "corner-shop"), ("kind", "partner"), ("phone", ""), ("country", "")];
        let wrong = clerk.post("/staff/sellers/new", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Enter a website, an email address or a phone number."), "{}", wrong.body);
        assert_eq!(seller::Entity::find().count(world.cx().read()).await.unwrap(), 0);
        let form = [("name", "Corner Shop"), ("code", "Corner-Shop"), ("kind", "partner"), ("phone", "+49 30 12345"), ("country", "DE")];
        let here = clerk.post("/staff/sellers/new", &form).await.expect(StatusCode::SEE_OTHER).location();
        let page = clerk.get(&here).await.expect(StatusCode::OK).body;
        for told in ["Corner Shop", "+49 30 12345", "Germany", "Selling", "Seller added"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let twice = clerk.post("/staff/sellers/new", &form).await.expect(StatusCode::CONFLICT);
        assert_eq!(twice.input("name").as_deref(), Some("Corner Shop"), "what was typed stays");
        let edit = format!("{here}/edit");
        let version = clerk.get(&edit).await.expect(StatusCode::OK).input("version").unwrap();
        let changed = [("name", "Corner"), ("code", "corner"), ("kind", "shop"), ("email", "a@b.example"), ("archived", "true"), ("version", &version)];
        clerk.post(&edit, &changed).await.expect(StatusCode::SEE_OTHER);
        let stale = clerk.post(&edit, &changed).await.expect(StatusCode::PRECONDITION_FAILED);
        assert!(stale.body.contains("Someone else has changed this"), "{}", stale.body);
        assert!(!clerk.get("/staff/sellers").await.body.contains("Corner"), "it sells no more");
        let all = clerk.get("/staff/sellers?archived=true").await.expect(StatusCode::OK).body;
        assert!(all.contains("Corner") && all.contains("No longer sells"), "{all}");
        let mut support = staff(&world, "support");
        assert!(!support.get(&here).await.expect(StatusCode::OK).body.contains("/edit"));
        support.post(&edit, &changed).await.expect(StatusCode::FORBIDDEN);
        support.get("/staff/sellers/new").await.expect(StatusCode::FORBIDDEN);
    }

    /// LIC-35, ALL-7
    async fn programs_keep_sellers_and_name_them_in_orders(world: World) {
        let mut api = program(&world, ALL_SCOPES).header("idempotency-key", "seller-1");
        let new = json!({"code": "corner-shop", "name": "Corner Shop", "kind": "partner", "site": "https://corner.example", "country": null});
        let made = api.json(Method::POST, "/api/v1/sellers", &new).await.expect(StatusCode::CREATED);
        let again = api.json(Method::POST, "/api/v1/sellers", &new).await.expect(StatusCode::CREATED);
        assert_eq!(made.json()["id"], again.json()["id"], "the same key does it once");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let mut api = program(&world, ALL_SCOPES);
        let here = format!("/api/v1/sellers/{id}");
        let answer = api.get(&here).await.expect(StatusCode::OK);
        assert_eq!((answer.json()["kind"].as_str(), answer.json()["phone"].as_str()), (Some("partner"), Some("")));
        for (bad, code) in [
            (json!({"site": ""}), "input.no_contact"),
            (json!({"site": "javascript:alert(1)"}), "input.not_an_address"),
            (json!({"phone": "call me"}), "input.not_a_phone"),
            (json!({"email": "nobody"}), "input.not_an_email"),
            (json!({"country": "XX"}), "input.not_a_country"),
            (json!({"kind": "bank"}), "input.not_a_choice"),
        ] {
            let refused = api.json(Method::PATCH, &here, &bad).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.code(), code, "{bad}");
        }
        let changed = api.json(Method::PATCH, &here, &json!({"phone": "+49 30 1234567"})).await.expect(StatusCode::OK);
        assert_eq!((changed.json()["phone"].as_str(), changed.json()["version"].as_i64()), (Some("+49 30 1234567"), Some(2)));
        let mut stale = program(&world, ALL_SCOPES).header("if-match", "\"1\"");
        let refused = stale.json(Method::PATCH, &here, &json!({"name": "Other"})).await.expect(StatusCode::PRECONDITION_FAILED);
        assert_eq!(refused.code(), "seller.changed_meanwhile");
        let order = json!({"number": "P-1", "source": "partner", "seller": "corner-shop"});
        let order = api.json(Method::POST, "/api/v1/orders", &order).await.expect(StatusCode::CREATED).json();
        assert_eq!((order["seller"].as_str(), order["partner"].as_str()), (Some(id.as_str()), Some("Corner Shop")));
        let place = format!("/api/v1/orders/{}", order["id"].as_str().unwrap());
        let none = api.json(Method::PATCH, &place, &json!({"seller": null})).await.expect(StatusCode::OK);
        assert!(none.json()["seller"].is_null() && none.json()["version"] == 2, "{}", none.body);
        let unknown = api.json(Method::PATCH, &place, &json!({"seller": "nobody"})).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(unknown.code(), "input.unknown");
        let gone = json!({"archived": true});
        api.json(Method::PATCH, &here, &gone).await.expect(StatusCode::OK);
        let since = kept(&world, &id).await.archived_at;
        world.advance(HOUR);
        api.json(Method::PATCH, &here, &gone).await.expect(StatusCode::OK);
        assert_eq!(kept(&world, &id).await.archived_at, since, "it sells no more since then");
        api.json(Method::PATCH, &here, &json!({"archived": false})).await.expect(StatusCode::OK);
        assert_eq!((since.is_some(), kept(&world, &id).await.archived_at), (true, None));
        let listed = api.get("/api/v1/sellers?q=corner").await.expect(StatusCode::OK).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        let mut reader = program(&world, "orders:read");
        reader.get(&here).await.expect(StatusCode::OK);
        reader.json(Method::PATCH, &here, &json!({"name": "X"})).await.expect(StatusCode::FORBIDDEN);
        program(&world, "licenses:read").get(&here).await.expect(StatusCode::FORBIDDEN);
        // A shop that records orders names their seller; who buyers turn to is another right.
        let mut shop = program(&world, "orders:read,orders:write");
        shop.json(Method::PATCH, &here, &json!({"phone": "+49 30 7654321"})).await.expect(StatusCode::FORBIDDEN);
        shop.json(Method::POST, "/api/v1/sellers", &new).await.expect(StatusCode::FORBIDDEN);
        shop.json(Method::PATCH, &place, &json!({"seller": "corner-shop"})).await.expect(StatusCode::OK);
        let mut keeper = program(&world, "sellers:write");
        keeper.json(Method::PATCH, &here, &json!({"hours": "Mon"})).await.expect(StatusCode::OK);
        keeper.json(Method::PATCH, &place, &json!({"seller": null})).await.expect(StatusCode::FORBIDDEN);
        // What is not said changes nothing.
        let silent = shop.json(Method::PATCH, &place, &json!({})).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(silent.code(), "request.malformed");
        assert_eq!(shop.get(&place).await.expect(StatusCode::OK).json()["seller"].as_str(), Some(id.as_str()));
    }

    /// LIC-35
    async fn a_seller_is_found_as_its_name_is_spelled(world: World) {
        let shop = SellerEntry { code: "lavka".into(), name: "Лавка 50%_".into(), ..corner_shop() };
        add_seller(&world.cx(), &shop).await.unwrap();
        let mut clerk = clerk(&world);
        // Лавка, Лав, the code, Полка.
        for (typed, found) in [
            ("%D0%9B%D0%B0%D0%B2%D0%BA%D0%B0", true),
            ("%D0%9B%D0%B0%D0%B2", true),
            ("LAVKA", true),
            ("%D0%9F%D0%BE%D0%BB%D0%BA%D0%B0", false),
        ] {
            let page = clerk.get(&format!("/staff/sellers?q={typed}")).await.expect(StatusCode::OK).body;
            assert_eq!(page.contains("Лавка 50%_"), found, "{typed}");
        }
    }

    /// LIC-35
    async fn an_order_names_a_seller_that_sells_and_keeps_it_when_it_sells_no_more(world: World) {
        let id = added(&world).await;
        let order = |number: &str, seller: &str| CreateOrder {
            number: number.into(),
            source: "shop".into(),
            seller: seller.into(),
            ..CreateOrder::default()
        };
        assert!(create_order(&world.cx(), &order("A-1", "nobody")).await.unwrap_err().refusal().is_some());
        let by_id = create_order(&world.cx(), &order("A-2", &id.to_string())).await.unwrap();
        assert_eq!(stored(&world, by_id).await.seller_id, Some(id));
        assert_eq!(stored(&world, by_id).await.partner, None, "a shop is no partner");
        let gone = SellerEntry { archived: Some(true), ..corner_shop() };
        gatehouse_licenses::actions::change_seller::change_seller(&world.cx(), id, None, &gone).await.unwrap();
        assert!(create_order(&world.cx(), &order("A-3", "corner-shop")).await.unwrap_err().refusal().is_some());
        let mut clerk = clerk(&world);
        let place = format!("/staff/orders/{by_id}");
        assert!(clerk.get(&place).await.expect(StatusCode::OK).body.contains(&format!("/staff/sellers/{id}")));
        let form = clerk.get(&format!("{place}/seller")).await.expect(StatusCode::OK);
        let version = form.input("version").unwrap();
        let same = [("seller", id.to_string()), ("version", version.clone())];
        let same: Vec<(&str, &str)> = same.iter().map(|(name, value)| (*name, value.as_str())).collect();
        clerk.post(&format!("{place}/seller"), &same).await.expect(StatusCode::SEE_OTHER);
        clerk.post(&format!("{place}/seller"), &same).await.expect(StatusCode::PRECONDITION_FAILED);
        let page = clerk.get(&place).await.expect(StatusCode::OK).body;
        assert!(page.contains("Corner Shop GmbH"), "{page}");
        clerk.post(&format!("{place}/seller"), &[("seller", "")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(stored(&world, by_id).await.seller_id, None);
    }

    /// LIC-35, LIC-20
    async fn a_holder_is_told_whom_to_ask_with_what_is_known_filled_in(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        shop.give(&world, &sold, ADA).await;
        let mut ada = signed_in(&world, ADA);
        let here = format!("/licenses/{}", sold.license);
        let before = ada.get(&here).await.expect(StatusCode::OK).body;
        assert!(before.contains("Corner Shop sold this license"), "the partner's name is all there is: {before}");
        named(&world, &shop).await;
        let number = format!("{}-{}", &sold.number[..5], &sold.number[5..]);
        let page = ada.get(&here).await.expect(StatusCode::OK).body;
        let mailto = format!("mailto:help@corner.example?subject=License%20{number},%20order%20ORD-1");
        for told in [
            "Corner Shop GmbH sold this license",
            "href=\"https://corner.example/help\">corner.example/help<",
            format!("href=\"{mailto}\"").as_str(),
            "href=\"tel:+49301234567\"",
            "Mon–Fri 9–17",
            "Germany",
            format!("Mention license {number} and order ORD-1.").as_str(),
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!page.contains("Contact seller"), "nothing is wrong");
        let input = Block { license: sold.license, reason: "payment_dispute".into(), ..Block::default() };
        block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
        let page = ada.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("href=\"#seller\"") && page.contains("id=\"seller\""), "{page}");
    }

    /// LIC-35, LIC-5
    async fn who_cannot_add_a_code_is_told_who_sold_it_but_not_to_whom(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        shop.give(&world, &sold, ADA).await;
        named(&world, &shop).await;
        let refused = signed_in(&world, BOB).post("/licenses/add", &[("code", &sold.code)]).await.expect(StatusCode::CONFLICT);
        assert!(refused.body.contains("Corner Shop GmbH") && !refused.body.contains("ORD-1"), "{}", refused.body);
        let unknown = signed_in(&world, BOB).post("/licenses/add", &[("code", "4AB-C!")]).await;
        assert!(!unknown.body.contains("id=\"seller\""), "{}", unknown.body);
    }

    /// LIC-35
    async fn the_bearer_of_a_code_is_told_its_seller_without_an_account(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        named(&world, &shop).await;
        let input = Block { license: sold.license, reason: "payment_dispute".into(), ..Block::default() };
        block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
        let mut anybody = world.browser();
        anybody.get("/seller").await.expect(StatusCode::OK);
        let found = anybody.post("/seller", &[("code", &sold.code.to_lowercase())]).await.expect(StatusCode::OK);
        assert!(found.body.contains("Corner Shop GmbH") && found.body.contains("tel:+49301234567"), "{}", found.body);
        assert!(!found.body.contains("ORD-1") && !found.body.contains("reversed"), "nothing else of it: {}", found.body);
        let mistyped = anybody.post("/seller", &[("code", "4AB-C!")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(mistyped.input("code").as_deref(), Some("4AB-C!"));
        let other = Shop::unknown_code(&world);
        let unknown = anybody.post("/seller", &[("code", &other)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.body.contains("We don’t recognize this activation code."), "{}", unknown.body);
    }

    /// LIC-35, ACC-6
    async fn a_wrong_order_silences_nobody_and_each_order_has_its_mail(world: World) {
        added(&world).await;
        let order = |number: &str, email: &str| CreateOrder {
            number: number.into(),
            source: "shop".into(),
            seller: "corner-shop".into(),
            buyer_email: email.into(),
            ..CreateOrder::default()
        };
        for (number, email) in [("abc-1", "ken@example.com"), ("ABC-1", "jana@example.com"), ("ABC-2", "jana@example.com")] {
            create_order(&world.cx(), &order(number, email)).await.unwrap();
        }
        let ask = async |number: &str| {
            let form = [("order", number), ("email", "jana@example.com")];
            world.browser().post_as_human("/seller/order", &form).await.expect(StatusCode::SEE_OTHER);
            world.mails().await.into_iter().filter(|mail| mail.kind == "licenses.seller" && mail.to == "jana@example.com").count()
        };
        assert_eq!(ask("ABC-9").await, 0, "there is no such order");
        assert_eq!(ask("abc-1").await, 1, "her own, where another buyer's is spelled as she typed it");
        assert_eq!(ask("Abc-1").await, 1, "the same order, just asked for");
        assert_eq!(ask("abc-2").await, 2, "another one");
        assert_eq!(world.mails().await.into_iter().filter(|mail| mail.to == "ken@example.com" && mail.kind == "licenses.seller").count(), 0);
    }

    /// LIC-35, ACC-6
    async fn the_buyer_alone_is_mailed_who_sold_an_order_and_the_answer_says_nothing(world: World) {
        added(&world).await;
        let order = |number: &str, email: &str| CreateOrder {
            number: number.into(),
            source: "shop".into(),
            seller: "corner-shop".into(),
            buyer_email: email.into(),
            buyer_lang: "ja".into(),
            ..CreateOrder::default()
        };
        create_order(&world.cx(), &order("S-10", "jana@example.com")).await.unwrap();
        account(&world, "kenji@example.com", Lang::Ja).await;
        create_order(&world.cx(), &order("S-11", "kenji@example.com")).await.unwrap();
        for (number, email) in [
            ("s-10", "Jana@Example.com"),
            ("S-11", "kenji@example.com"),
            ("S-10", "carol@example.com"),
            ("S-99", "nobody@example.com"),
        ] {
            let form = [("order", number), ("email", email)];
            let answer = world.browser().post_as_human("/seller/order", &form).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(answer.location(), "/seller", "{number} {email}");
        }
        let sent: Vec<_> = world.mails().await.into_iter().filter(|mail| mail.kind == "licenses.seller").collect();
        assert_eq!(sent.len(), 2, "{sent:?}");
        let mail = mail_of(&world, "licenses.seller", "jana@example.com").await;
        assert!(mail.text.contains("Corner Shop GmbH") && mail.text.contains("help@corner.example"), "{}", mail.text);
        assert!(mail.text.contains("注文 S-10"), "in the buyer's language: {}", mail.text);
        // Asked again at once there is no second mail; later there is.
        let again = async || world.browser().post_as_human("/seller/order", &[("order", "S-10"), ("email", "jana@example.com")]).await;
        again().await.expect(StatusCode::SEE_OTHER);
        world.advance(HOUR);
        again().await.expect(StatusCode::SEE_OTHER);
        let to_jana = world.mails().await.into_iter().filter(|m| m.kind == "licenses.seller" && m.to == "jana@example.com");
        assert_eq!(to_jana.count(), 2);
        for (number, email, field) in [("", "a@example.com", "order"), ("S-10", "", "email"), ("S-10", "nobody", "email")] {
            let wrong = world.browser().post("/seller/order", &[("order", number), ("email", email)]).await;
            let wrong = wrong.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.body.contains(&format!("href=\"#f-{field}\"")), "{field}: {}", wrong.body);
        }
        let robot = world.browser().post("/seller/order", &[("order", "S-10"), ("email", "jana@example.com")]).await;
        robot.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
}
