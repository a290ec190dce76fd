//! A product with its first edition and term, in one form and in one operation.

use crate::clerks::{ALL_SCOPES, clerk, product_of, program};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::tables::product;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::Uuid;
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::{EntityTrait as _, PaginatorTrait as _};
use gatehouse_testkit::{World, both_engines};
use serde_json::json;

/// What a clerk sends who types a name into the new form and leaves the rest as it stands.
const TYPED: [(&str, &str); 9] = [
    ("name", "Home Security"),
    ("code", ""),
    ("lease_days", "7"),
    ("edition.name", "Standard"),
    ("edition.code", ""),
    ("term.name", "1 year"),
    ("term.code", ""),
    ("term.starts", "activation"),
    ("term.months", "12"),
];

fn id_in(place: &str) -> Uuid {
    place.rsplit('/').next().unwrap().parse().unwrap()
}

/// The kinds of the lines about a product, in alphabetical order.
async fn told(world: &World, id: Uuid) -> Vec<String> {
    let filter = AuditFilter { subject: Some(id), ..AuditFilter::default() };
    let lines = audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap();
    let mut kinds: Vec<String> = lines.items.into_iter().map(|line| line.kind).collect();
    kinds.sort();
    kinds
}

both_engines! {
    /// LIC-1, ALL-3
    async fn one_form_makes_a_product_with_its_first_edition_and_term(world: World) {
        let mut clerk = clerk(&world);
        let blank = clerk.get("/staff/catalog/new").await.expect(StatusCode::OK);
        for (name, _) in TYPED {
            assert!(blank.body.contains(&format!("name=\"{name}\"")), "{name}");
        }
        assert_eq!(blank.input("edition.name").as_deref(), Some("Standard"));
        assert_eq!(blank.input("term.months").as_deref(), Some("12"));

        let made = clerk.post("/staff/catalog/new", &TYPED).await.expect(StatusCode::SEE_OTHER);
        let view = product_of(&world, id_in(&made.location())).await;
        assert_eq!((view.product.code.as_str(), view.product.version), ("home-security", 1));
        assert_eq!((view.editions.len(), view.editions[0].code.as_str()), (1, "standard"));
        assert_eq!((view.terms.len(), view.terms[0].code.as_str(), view.terms[0].months), (1, "1-year", Some(12)));
        assert_eq!(told(&world, view.product.id).await, ["edition.created", "product.created", "term.created"]);
        let page = clerk.get(&made.location()).await.expect(StatusCode::OK).body;
        assert!(page.contains("You can issue codes now"), "{page}");
    }

    /// LIC-1, ALL-9
    async fn nothing_is_stored_unless_all_of_it_is_right(world: World) {
        let mut clerk = clerk(&world);
        let mut form = TYPED.to_vec();
        form[3].1 = "Про";
        form[8].1 = "0";
        form.push(("edition.code", "b c"));
        form.remove(4);
        let page = clerk.post("/staff/catalog/new", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["edition.code", "term.months"] {
            assert!(page.body.contains(&format!("id=\"e-{field}\"")), "{field}: {}", page.body);
        }
        assert_eq!(page.input("edition.name").as_deref(), Some("Про"), "what was typed stays");
        assert_eq!(product::Entity::find().count(world.cx().read()).await.unwrap(), 0);
        clerk.post("/staff/catalog/new", &TYPED).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.post("/staff/catalog/new", &TYPED).await.expect(StatusCode::CONFLICT);
        assert!(page.body.contains("id=\"e-code\"") && page.input("code").as_deref() == Some("home-security"));
        assert_eq!(product::Entity::find().count(world.cx().read()).await.unwrap(), 1);
    }

    /// LIC-1, ALL-9
    async fn a_name_of_which_no_identifier_can_be_made_is_refused_at_the_identifier(world: World) {
        let mut clerk = clerk(&world);
        for (lang, says) in [
            ("en", "We can’t make an identifier from this name."),
            ("ja", "この名称からは識別子を作成できません。"),
            ("ru", "Из этого названия нельзя составить идентификатор."),
        ] {
            clerk.get(&format!("/staff/catalog/new?lang={lang}")).await.expect(StatusCode::OK);
            for name in ["スタンダード", "Щит", "…"] {
                let form = [("name", name), ("code", " ")];
                let page = clerk.post("/staff/catalog/new", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
                assert!(page.body.contains("id=\"e-code\"") && page.body.contains(says), "{name}: {}", page.body);
                assert_eq!(page.input("name").as_deref(), Some(name), "what was typed stays");
            }
        }
        clerk.get("/staff/catalog/new?lang=en").await.expect(StatusCode::OK);
        let page = clerk.post("/staff/catalog/new", &[("name", ""), ("code", "")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("Enter a name.") && !page.body.contains("We can’t make"), "{}", page.body);
        let form = [("name", "スタンダード"), ("code", "standard-jp")];
        clerk.post("/staff/catalog/new", &form).await.expect(StatusCode::SEE_OTHER);
        let body = json!({"code": "", "name": "スタンダード"});
        let refused = program(&world, ALL_SCOPES).json(Method::POST, "/api/v1/products", &body).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((refused.code(), refused.json()["field"].as_str()), ("input.no_slug".to_owned(), Some("code")));
    }

    /// LIC-1
    async fn edition_and_term_can_come_later_and_the_page_says_what_is_missing(world: World) {
        let mut clerk = clerk(&world);
        let made = clerk.post("/staff/catalog/new", &[("name", "Beacon"), ("code", "")]).await.expect(StatusCode::SEE_OTHER);
        let here = made.location();
        let add = |part: &str| format!("href=\"{here}/{part}/new\"");
        let page = clerk.get(&here).await.expect(StatusCode::OK).body;
        assert_eq!((page.matches(&add("editions")).count(), page.matches(&add("terms")).count()), (2, 1));
        clerk.post(&format!("{here}/editions/new"), &[("name", "A"), ("code", "a")]).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&here).await.body;
        assert_eq!((page.matches(&add("editions")).count(), page.matches(&add("terms")).count()), (1, 2));
    }

    /// LIC-1, ALL-7
    async fn a_program_makes_all_three_by_one_request(world: World) {
        let mut api = program(&world, ALL_SCOPES);
        let body = json!({"code": "beacon", "name": "Beacon", "edition": {"code": "pro", "name": "Pro"},
            "term": {"code": "1-year", "name": "1 year", "starts": "activation", "months": 12}});
        let made = api.clone().header("idempotency-key", "k").json(Method::POST, "/api/v1/products", &body).await.expect(StatusCode::CREATED).json();
        assert_eq!((&made["editions"][0]["code"], &made["terms"][0]["months"]), (&json!("pro"), &json!(12)));
        let again = api.clone().header("idempotency-key", "k").json(Method::POST, "/api/v1/products", &body).await.expect(StatusCode::CREATED).json();
        assert_eq!(again["id"], made["id"]);
        let wrong = json!({"code": "torch", "name": "Torch", "edition": {"code": "", "name": ""}});
        let refused = api.json(Method::POST, "/api/v1/products", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["field"], "edition.name");
        assert_eq!(refused["detail"], "Enter a name.");
        assert_eq!(product::Entity::find().count(world.cx().read()).await.unwrap(), 1);
    }
}
