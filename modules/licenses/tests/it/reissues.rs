//! A code that strangers know is blocked and a new one issued, in one step (LIC-21).

use crate::blocks::account;
use crate::clerks::{clerk, code_in, mail_of, program};
use crate::shop::{Shop, Sold, activate, device, renew, stored, text};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, Lang, Refusal as _, Role, Uuid};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::reissue::{Reissue, Reissued, reissue};
use gatehouse_licenses::tables::{activation, license_holder, purchase};
use gatehouse_testkit::{World, both_engines};
use serde_json::json;

async fn held(world: &World, lang: Lang) -> Sold {
    let shop = Shop::open(world).await;
    let sold = shop.sell(world, 3).await;
    let holder = account(world, "ada@example.com", lang).await;
    shop.give(world, &sold, holder).await;
    sold
}

fn input(sold: &Sold, devices: &str, days: &str) -> Reissue {
    Reissue {
        license: sold.license,
        devices: devices.into(),
        transition_days: days.into(),
        note: "Seen in a forum".into(),
        ..Reissue::default()
    }
}

/// The only order is of this account, and says no other address.
async fn bought_by(world: &World, account: Option<Uuid>) {
    use purchase::{Column, Entity};
    let tx = world.cx().begin().await.unwrap();
    Entity::update_many()
        .col_expr(Column::BuyerAccount, Expr::value(account))
        .col_expr(Column::BuyerEmailSealed, Expr::value(None::<Vec<u8>>))
        .filter(Column::Id.is_not_null())
        .exec(&*tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    /// LIC-21, LIC-4
    async fn the_old_code_ends_at_once_and_everything_else_stays(world: World) {
        let sold = held(&world, Lang::En).await;
        let answer = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let before = stored(&world, &sold).await;
        let done = reissue(&world.cx_staff(&[Role::Licensing]), &input(&sold, "keep", "")).await.unwrap();
        assert_eq!(done, Reissued::Done(None));
        let after = stored(&world, &sold).await;
        assert_eq!((after.number, after.ends_at, after.seats, after.seats_used), (before.number, before.ends_at, 3, 1));
        let refused = activate(&world, &sold.code, &device(2, 0)).await;
        assert_eq!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "license.blocked");
        let mail = mail_of(&world, "licenses.code_reissued", "ada@example.com").await;
        assert!(mail.text.contains("Seen in a forum") && mail.text.contains(&"become known".to_owned()), "{}", mail.text);
        let new = code_in(&mail.text);
        assert_ne!(new, sold.code);
        activate(&world, &new, &device(2, 0)).await.expect(StatusCode::CREATED);
        // The first device goes on with the seat that it has.
        renew(&world, &text(&answer, "activation"), &text(&answer, "renew_token"), &device(1, 0)).await.expect(StatusCode::OK);
        assert!(!world.dump().await.contains(&new), "no code lies open");
    }

    /// LIC-21
    async fn with_a_transition_both_codes_work_until_its_end(world: World) {
        let sold = held(&world, Lang::Ja).await;
        let done = reissue(&world.cx(), &input(&sold, "keep", "7")).await.unwrap();
        assert_eq!(done, Reissued::Done(Some(world.cx().now().plus(7 * DAY))));
        let new = code_in(&mail_of(&world, "licenses.code_reissued", "ada@example.com").await.text);
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &new, &device(2, 0)).await.expect(StatusCode::CREATED);
        world.advance(7 * DAY + HOUR);
        assert_eq!(activate(&world, &sold.code, &device(3, 0)).await.code(), "license.blocked");
        activate(&world, &new, &device(3, 0)).await.expect(StatusCode::CREATED);
    }

    /// LIC-21, LIC-13
    async fn all_devices_are_signed_off_where_the_clerk_says_so(world: World) {
        let sold = held(&world, Lang::Ru).await;
        let answer = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        let wrong = reissue(&world.cx(), &input(&sold, "free", "7")).await.unwrap_err();
        assert_eq!(wrong.refusal().and_then(|refusal| refusal.field().map(str::to_owned)), Some("transition_days".into()));
        // What a clock that was ahead wrote of a lease is not believed.
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let of_it = activation::Entity::update_many().filter(activation::Column::LicenseId.eq(sold.license));
        let ahead = of_it.col_expr(activation::Column::LeaseUntil, Expr::value(cx.now().plus(400 * DAY)));
        ahead.exec(&*tx).await.unwrap();
        tx.commit().await.unwrap();
        reissue(&world.cx(), &input(&sold, "free", "0")).await.unwrap();
        let row = stored(&world, &sold).await;
        assert_eq!((row.seats_used, row.transfers), (0, 0), "a clerk's freeing is no transfer");
        let open = activation::Entity::find()
            .filter(activation::Column::LicenseId.eq(sold.license))
            .filter(activation::Column::DeactivatedAt.is_null());
        assert_eq!(open.count(world.cx().read()).await.unwrap(), 0);
        let freed = activation::Entity::find().filter(activation::Column::LicenseId.eq(sold.license));
        let freed = freed.all(world.cx().read()).await.unwrap();
        assert!(freed.iter().all(|seat| seat.lease_until.is_some_and(|until| until <= cx.now().plus(90 * DAY))));
        let over = renew(&world, &text(&answer, "activation"), &text(&answer, "renew_token"), &device(1, 0)).await;
        assert_eq!(over.code(), "activation.deactivated");
        let new = code_in(&mail_of(&world, "licenses.code_reissued", "ada@example.com").await.text);
        for n in [1, 3, 4] {
            activate(&world, &new, &device(n, 0)).await.expect(StatusCode::CREATED);
        }
        assert_eq!(activate(&world, &new, &device(5, 0)).await.code(), "license.no_seat_free");
    }

    /// LIC-21, LIC-20
    async fn a_license_that_is_blocked_as_compromised_works_again_and_no_other_one(world: World) {
        let sold = held(&world, Lang::En).await;
        let blocked = |reason: &str| Block { license: sold.license, reason: reason.into(), ..Block::default() };
        block(&world.cx(), &blocked("over_use")).await.unwrap();
        let refused = reissue(&world.cx(), &input(&sold, "keep", "")).await.unwrap_err();
        assert_eq!(refused.refusal().map(|refusal| refusal.code()), Some("license.blocked"));
        gatehouse_licenses::actions::unblock::unblock(&world.cx(), sold.license, None).await.unwrap();
        block(&world.cx(), &blocked("compromised")).await.unwrap();
        reissue(&world.cx(), &input(&sold, "keep", "")).await.unwrap();
        let row = stored(&world, &sold).await;
        assert_eq!((row.blocked_at, row.block_from, row.block_reason), (None, None, None));
        let new = code_in(&mail_of(&world, "licenses.code_reissued", "ada@example.com").await.text);
        activate(&world, &new, &device(1, 0)).await.expect(StatusCode::CREATED);
    }

    /// LIC-21
    async fn a_stranger_who_added_the_code_that_leaked_does_not_get_the_new_one(world: World) {
        let buyer = account(&world, "buyer@example.com", Lang::En).await;
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        let stranger = account(&world, "stranger@example.com", Lang::En).await;
        shop.give(&world, &sold, stranger).await;
        let only_buyer = Reissue { accounts: "buyer".into(), ..input(&sold, "free", "") };
        let late = Reissue { transition_days: "7".into(), ..Reissue { devices: "keep".into(), ..only_buyer.clone() } };
        let late = reissue(&world.cx(), &late).await.unwrap_err();
        assert_eq!(late.refusal().and_then(|refusal| refusal.field().map(str::to_owned)), Some("transition_days".into()));
        bought_by(&world, None).await;
        let nobody = reissue(&world.cx(), &only_buyer).await.unwrap_err();
        assert_eq!(nobody.refusal().map(|refusal| refusal.code()), Some("license.no_buyer"));
        bought_by(&world, Some(buyer)).await;
        reissue(&world.cx(), &only_buyer).await.unwrap();
        let mails = world.mails().await;
        let told = |to: &str| mails.iter().filter(|mail| mail.kind == "licenses.code_reissued" && mail.to == to).count();
        assert_eq!((told("buyer@example.com"), told("stranger@example.com")), (1, 0));
        let holders = license_holder::Entity::find().filter(license_holder::Column::LicenseId.eq(sold.license));
        assert_eq!(holders.count(world.cx().read()).await.unwrap(), 0, "the buyer adds it, or has it by the mail");
    }

    /// LIC-21, ALL-7, ALL-8
    async fn clerks_and_programs_issue_anew_and_support_does_not(world: World) {
        let sold = held(&world, Lang::En).await;
        let place = format!("/staff/licenses/{}/reissue", sold.license);
        let mut browser = clerk(&world);
        let form = browser.get(&place).await.expect(StatusCode::OK).body;
        assert!(form.contains("name=\"transition_days\"") && form.contains("name=\"devices\""), "{form}");
        let empty = browser.post(&place, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.body.contains("id=\"e-devices\""), "{}", empty.body);
        browser.post(&place, &[("devices", "keep")]).await.expect(StatusCode::SEE_OTHER);
        gatehouse_testkit::staff(&world, "support").post(&place, &[("devices", "keep")]).await.expect(StatusCode::FORBIDDEN);
        let mut api = program(&world, "licenses:write");
        let at = format!("/api/v1/licenses/{}/reissue", sold.license);
        let body = json!({ "devices": "keep", "transition_days": 1 });
        api.json(Method::POST, &at, &body).await.expect(StatusCode::OK);
    }
}
