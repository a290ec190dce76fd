//! Accounts that a company's directory or provider made (COM-14), and what is the person's own in them.

use crate::clerks::{on_sale, order, sold};
use gatehouse_accounts::actions::by_company::{Vouched, VouchedName, erase_if_only_the_companys, vouch};
use gatehouse_accounts::model::Email;
use gatehouse_db::sea_orm::{EntityTrait as _, PaginatorTrait as _};
use gatehouse_licenses::tables::license_holder;
use gatehouse_testkit::both_engines;

both_engines! {
    /// COM-14, ACC-2: with the membership goes what was never anything but the company's, and not what somebody bought.
    async fn a_company_takes_no_account_away_that_has_a_license_of_its_own(world: World) {
        on_sale(&world).await;
        let bought = order(&world, "ORDER-1", "aiko@acme.example", "en").await;
        sold(&world, bought, "1").await;
        for (email, stays) in [("aiko@acme.example", true), ("paul@acme.example", false)] {
            let cx = world.cx();
            let tx = cx.begin().await.unwrap();
            let made = vouch(&cx, &tx, &Email::parse(email).unwrap(), &VouchedName::default()).await.unwrap();
            tx.commit().await.unwrap();
            let Vouched::Made(account) = made else { panic!("{made:?}") };
            let tx = cx.begin().await.unwrap();
            let is_erased = erase_if_only_the_companys(&cx, &tx, account, None).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(is_erased, !stays, "{email}");
        }
        assert_eq!(license_holder::Entity::find().count(world.app.db.reader()).await.unwrap(), 1);
    }
}
