//! The seller helps first (LIC-35): in each of the six cases, in the account and without one.

use crate::clerks::mail_of;
use crate::people::signed_in;
use crate::sellers::{added, corner_shop, named};
use crate::shop::Shop;
use axum::http::StatusCode;
use gatehouse_core::{Lang, Uuid};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::model::help_about::HelpAbout;
use gatehouse_testkit::both_engines;

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

both_engines! {
    /// LIC-35
    async fn in_each_of_the_six_cases_the_seller_is_named_with_site_mail_and_phone(world: World) {
        let shop = Shop::open(&world).await;
        named(&world, &shop).await;
        let sold = shop.sell(&world, 1).await;
        shop.give(&world, &sold, ADA).await;
        let mut ada = signed_in(&world, ADA);
        let place = format!("/licenses/{}/help", sold.license);
        let cases = ada.get(&place).await.expect(StatusCode::OK).body;
        assert_eq!(HelpAbout::ALL.len(), 6);
        for about in HelpAbout::ALL {
            let here = format!("{place}?about={}", about.word());
            assert!(cases.contains(&here), "{cases}");
            let page = ada.get(&here).await.expect(StatusCode::OK).body;
            let seller = corner_shop();
            for told in [seller.name.as_str(), "corner.example/help", &seller.email, &seller.phone, "ORD-1", &about.what_helps(Lang::En)] {
                assert!(page.contains(told), "{about:?} {told}: {page}");
            }
        }
        let license = ada.get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK).body;
        assert!(license.contains(&place), "{license}");
        signed_in(&world, BOB).get(&place).await.expect(StatusCode::NOT_FOUND);
    }

    /// LIC-35
    async fn without_an_account_the_same_cases_are_chosen_on_the_page_for_buyers(world: World) {
        let mut visitor = world.browser();
        let page = visitor.get("/seller/order?about=delivery").await.expect(StatusCode::OK).body;
        for about in HelpAbout::ALL {
            assert!(page.contains(&about.name(Lang::En)), "{about:?}: {page}");
        }
        assert!(page.contains("value=\"delivery\" selected"), "{page}");
        let purchases = signed_in(&world, ADA).get("/account/purchases").await.expect(StatusCode::OK).body;
        assert!(purchases.contains("/seller/order?about=documents"), "{purchases}");
    }

    /// LIC-35, ACC-6
    async fn the_buyer_is_mailed_what_the_seller_can_do_and_the_answer_says_nothing(world: World) {
        added(&world).await;
        let order = CreateOrder {
            number: "S-10".into(),
            source: "shop".into(),
            seller: "corner-shop".into(),
            buyer_email: "jana@example.com".into(),
            ..CreateOrder::default()
        };
        create_order(&world.cx(), &order).await.unwrap();
        for (number, about) in [("S-10", "top-up"), ("S-99", "top-up"), ("S-99", "nothing of the kind")] {
            let form = [("order", number), ("email", "jana@example.com"), ("about", about)];
            let answer = world.browser().post_as_human("/seller/order", &form).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(answer.location(), "/seller", "{number} {about}");
        }
        let mail = mail_of(&world, "licenses.seller", "jana@example.com").await;
        assert!(mail.text.contains(&HelpAbout::TopUp.what_helps(Lang::En)) && mail.text.contains("help@corner.example"), "{}", mail.text);
    }
}
