//! An order with its licenses, in one form: choices that are grouped and chosen, one transaction, every refusal at its field.

use crate::clerks::{clerk, licenses_of, mail_of, on_sale, staff, three_seats};
use axum::http::StatusCode;
use gatehouse_catalog::actions::add;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::new_product::{NewProduct, create_with_parts};
use gatehouse_catalog::actions::product::ProductEntry;
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_core::{Refusal as _, Role, Uuid};
use gatehouse_db::sea_orm::{EntityTrait as _, PaginatorTrait as _};
use gatehouse_licenses::actions::create_order::{CreateOrder, OrderRefusal};
use gatehouse_licenses::actions::order_licenses::{OrderLicenses, order_licenses};
use gatehouse_licenses::tables::{issue_batch, license, purchase};
use gatehouse_testkit::{World, both_engines};

/// What a clerk sends who types the buyer's address and leaves the rest as it stands.
const TYPED: [(&str, &str); 9] = [
    ("number", ""),
    ("source", "staff"),
    ("buyer_email", "ada@example.com"),
    ("buyer_lang", "en"),
    ("sold", "beacon/pro"),
    ("term", "beacon/1-year"),
    ("kind", "commercial"),
    ("seats", "3"),
    ("quantity", "2"),
];

async fn counts(world: &World) -> [u64; 3] {
    let cx = world.cx();
    [
        purchase::Entity::find().count(cx.read()).await.unwrap(),
        issue_batch::Entity::find().count(cx.read()).await.unwrap(),
        license::Entity::find().count(cx.read()).await.unwrap(),
    ]
}

/// A second product: `torch` with the edition `basic` and the term `forever`.
async fn second_product(world: &World) {
    let product = ProductEntry { code: "torch".into(), name: "Torch".into(), ..ProductEntry::default() };
    let edition = EditionEntry { code: "basic".into(), name: "Basic".into(), ..EditionEntry::default() };
    let term = TermEntry {
        code: "forever".into(),
        name: "Forever".into(),
        starts: "activation".into(),
        ..TermEntry::default()
    };
    let new = NewProduct { product, edition: Some(edition), term: Some(term) };
    create_with_parts(&world.cx(), &new).await.unwrap();
}

both_engines! {
    /// LIC-3
    async fn one_form_records_an_order_and_issues_its_licenses(world: World) {
        on_sale(&world).await;
        let mut clerk = clerk(&world);
        let form = clerk.get("/staff/orders/new").await.expect(StatusCode::OK).body;
        assert!(form.contains("<option value=\"beacon/pro\" selected>") && form.contains("<option value=\"beacon/1-year\""), "{form}");
        assert!(!form.contains(">Choose …<") && form.contains("Issue codes later"), "the only choice is chosen");
        let made = clerk.post("/staff/orders/new", &TYPED).await.expect(StatusCode::SEE_OTHER);
        let order: Uuid = made.location().rsplit('/').next().unwrap().parse().unwrap();
        let licenses = licenses_of(&world, order).await;
        assert_eq!((licenses.len(), licenses[0].seats, licenses[0].months), (2, 3, Some(12)));
        assert!(clerk.get(&made.location()).await.body.contains("2 codes issued"));
        mail_of(&world, "licenses.codes", "ada@example.com").await;

        let mut later = TYPED;
        later[4].1 = "";
        let made = clerk.post("/staff/orders/new", &later).await.expect(StatusCode::SEE_OTHER);
        assert!(clerk.get(&made.location()).await.body.contains("You can issue codes now"));
        assert_eq!(counts(&world).await, [2, 1, 2]);
    }

    /// LIC-3, ALL-7
    async fn a_form_that_is_sent_twice_records_one_order(world: World) {
        on_sale(&world).await;
        let mut clerk = clerk(&world);
        let key = clerk.get("/staff/orders/new").await.expect(StatusCode::OK).input("key").unwrap();
        let form: Vec<(&str, &str)> = TYPED.into_iter().chain([("key", key.as_str())]).collect();
        let made = clerk.post("/staff/orders/new", &form).await.expect(StatusCode::SEE_OTHER).location();
        let again = clerk.post("/staff/orders/new", &form).await.expect(StatusCode::SEE_OTHER).location();
        assert_eq!((made, counts(&world).await), (again, [1, 1, 2]));
        mail_of(&world, "licenses.codes", "ada@example.com").await;
        // Who goes back and types another buyer records another order; another clerk's key is another one.
        let other: Vec<_> = form.iter().map(|(name, value)| (*name, if *name == "buyer_email" { "bob@example.com" } else { *value })).collect();
        clerk.post("/staff/orders/new", &other).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(counts(&world).await, [2, 2, 4]);
        let next = clerk.get("/staff/orders/new").await.expect(StatusCode::OK).input("key").unwrap();
        assert_ne!(next, key);
    }

    /// LIC-3, ALL-9
    async fn neither_is_stored_unless_both_are_right_and_all_that_is_wrong_is_told_at_once(world: World) {
        on_sale(&world).await;
        second_product(&world).await;
        let mut clerk = clerk(&world);
        type Changes = &'static [(usize, &'static str)];
        let wrong: [(Changes, &[&str], StatusCode); 6] = [
            (&[(2, "nobody"), (7, "0")], &["buyer_email", "seats"], StatusCode::UNPROCESSABLE_ENTITY),
            (&[(1, "partner"), (5, "")], &["partner", "term"], StatusCode::UNPROCESSABLE_ENTITY),
            (&[(5, "torch/forever")], &["term"], StatusCode::UNPROCESSABLE_ENTITY),
            (&[(4, "beacon/gold")], &["sold"], StatusCode::UNPROCESSABLE_ENTITY),
            (&[(4, "lamp/pro")], &["sold"], StatusCode::UNPROCESSABLE_ENTITY),
            (&[(8, "1000001")], &["quantity"], StatusCode::UNPROCESSABLE_ENTITY),
        ];
        for (changes, fields, status) in wrong {
            let mut form = TYPED;
            for (place, value) in changes {
                form[*place].1 = *value;
            }
            let page = clerk.post("/staff/orders/new", &form).await;
            assert_eq!(page.status, status, "{form:?}\n{}", page.body);
            for field in fields {
                assert!(page.body.contains(&format!("id=\"e-{field}\"")), "{form:?}: no error at {field}\n{}", page.body);
            }
            assert_eq!(page.input("quantity").as_deref(), Some(form[8].1), "what was typed stays");
        }
        let foreign = TYPED.map(|(name, value)| (name, if name == "term" { "torch/forever" } else { value }));
        let page = clerk.post("/staff/orders/new", &foreign).await.body;
        assert!(page.contains("This term belongs to another product") && !page.contains("nothing of this name"));
        assert_eq!(counts(&world).await, [0; 3]);

        let mut numbered = TYPED;
        numbered[0].1 = "S-1";
        clerk.post("/staff/orders/new", &numbered).await.expect(StatusCode::SEE_OTHER);
        let taken = clerk.post("/staff/orders/new", &numbered).await.expect(StatusCode::CONFLICT);
        assert!(taken.body.contains("id=\"e-number\"") && taken.body.contains("Another order has this number"));
        assert_eq!(counts(&world).await, [1, 1, 2], "a number that is taken issues nothing");
    }

    /// LIC-3
    async fn choices_stand_under_their_products_and_the_only_one_of_a_product_is_chosen_on_the_way_from_it(world: World) {
        on_sale(&world).await;
        second_product(&world).await;
        let bare = create_with_parts(&world.cx(), &NewProduct {
            product: ProductEntry { code: "lamp".into(), name: "Lamp".into(), ..ProductEntry::default() },
            ..NewProduct::default()
        }).await.unwrap();
        let mut clerk = clerk(&world);
        let form = clerk.get("/staff/orders/new").await.expect(StatusCode::OK).body;
        for group in ["Beacon", "Torch"] {
            assert_eq!(form.matches(&format!("<optgroup label=\"{group}\">")).count(), 2, "{form}");
        }
        assert!(!form.contains("Lamp"), "what has no term cannot be issued");
        assert!(!form.contains("value=\"beacon/pro\" selected") && !form.contains("value=\"torch/basic\" selected"));
        let form = clerk.get("/staff/orders/new?product=torch").await.expect(StatusCode::OK).body;
        assert!(form.contains("value=\"torch/basic\" selected") && form.contains("value=\"torch/forever\" selected"));
        for odd in ["none", "%3Cscript%3E", "torch/basic", ""] {
            let form = clerk.get(&format!("/staff/orders/new?product={odd}")).await.expect(StatusCode::OK).body;
            assert!(!form.contains("value=\"torch/basic\" selected") && !form.contains("<script>alert"), "{odd}");
        }
        let lamp = format!("/staff/catalog/{bare}");
        assert!(!clerk.get(&lamp).await.expect(StatusCode::OK).body.contains("/staff/orders/new?product="));
        let cx = world.cx();
        add(&cx, bare, None, &EditionEntry { code: "a".into(), name: "A".into(), ..EditionEntry::default() }).await.unwrap();
        let term = TermEntry { code: "b".into(), name: "B".into(), starts: "activation".into(), ..TermEntry::default() };
        add(&cx, bare, None, &term).await.unwrap();
        assert!(clerk.get(&lamp).await.body.contains("/staff/orders/new?product=lamp"));
        let support = staff(&world, "support").get(&lamp).await.expect(StatusCode::OK).body;
        assert!(!support.contains("/staff/orders/new"), "who may not issue is not led there");
    }

    /// LIC-3, ALL-8
    async fn only_who_may_record_orders_does_so_with_licenses(world: World) {
        on_sale(&world).await;
        let order = CreateOrder { source: "staff".into(), ..CreateOrder::default() };
        let input = OrderLicenses { order, licenses: Some(three_seats(Uuid::nil(), "1")) };
        let refused = order_licenses(&world.cx_staff(&[Role::Support]), &input).await.unwrap_err();
        assert_eq!(refused.refusal().map(OrderRefusal::status), Some(403));
        assert_eq!(counts(&world).await, [0; 3]);
        let recorded = order_licenses(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
        assert_eq!(recorded.issued.map(|issued| (issued.total, issued.done)), Some((1, true)));
        assert_eq!(licenses_of(&world, recorded.order).await.len(), 1);
    }
}
