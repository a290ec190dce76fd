//! What is kept of buyers, and when it goes (ACC-17, PRI-2, PRI-3).

use crate::blocks::account;
use crate::clerks::{clerk, licenses_of, on_sale, order, sold};
use gatehouse_core::{DAY, Event, Lang, Uuid};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait, QueryFilter as _};
use gatehouse_jobs::retention::Eraser as _;
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::jobs::UnclaimedBuyers;
use gatehouse_licenses::tables::{license, purchase};
use gatehouse_testkit::{World, both_engines};

async fn kept(world: &World, order: Uuid) -> purchase::Model {
    purchase::Entity::find_by_id(order).one(world.cx().read()).await.unwrap().unwrap()
}

async fn raise(world: &World, event: Event) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    cx.raise(&tx, event).await.unwrap();
    tx.commit().await.unwrap();
}

async fn found_by_address(world: &World, address: &str, license: Uuid) -> bool {
    let found = clerk(world).post("/staff/licenses", &[("q", address)]).await;
    found.location() == format!("/staff/licenses/{license}")
}

fn knows_nobody(order: &purchase::Model) -> bool {
    order.buyer_account.is_none()
        && order.buyer_email_sealed.is_none()
        && order.buyer_lookup.is_none()
        && order.buyer_lang.is_none()
        && order.unclaimed_since.is_none()
}

both_engines! {
    /// ACC-17, PRI-3
    async fn an_order_from_before_the_account_forgets_its_buyer_with_the_account(world: World) {
        on_sale(&world).await;
        let early = order(&world, "EARLY-1", "Ada@Example.com", "ja").await;
        let other = order(&world, "OTHER-1", "bob@example.com", "en").await;
        for order in [early, other] {
            sold(&world, order, "1").await;
        }
        let (mine, his) = (licenses_of(&world, early).await.remove(0).id, licenses_of(&world, other).await.remove(0).id);
        for (order, license) in [(early, mine), (other, his)] {
            purchase::Entity::update_many()
                .col_expr(purchase::Column::Note, Expr::value("Called about Ada's invoice"))
                .filter(purchase::Column::Id.eq(order))
                .exec(world.app.db.writer())
                .await
                .unwrap();
            let words = Block { license, reason: "over_use".into(), note: "Dear Ada".into(), ..Block::default() };
            block(&world.cx(), &words).await.unwrap();
        }
        let before = kept(&world, early).await;
        assert_eq!(before.buyer_account, None);
        let ada = account(&world, "ada@example.com", Lang::En).await;
        let order = kept(&world, early).await;
        assert_eq!((order.buyer_account, order.unclaimed_since), (Some(ada), None), "the proven address has its order");
        assert_eq!(order.version, before.version + 1, "its ETag is another");
        assert!(found_by_address(&world, "ada@example.com", mine).await);

        raise(&world, Event::AccountDeleted { account: ada }).await;
        let forgotten = kept(&world, early).await;
        assert!(knows_nobody(&forgotten), "{forgotten:?}");
        assert_eq!(forgotten.version, order.version + 1, "its ETag is another");
        assert!(!found_by_address(&world, "ada@example.com", mine).await);
        assert!(!knows_nobody(&kept(&world, other).await));
        assert!(found_by_address(&world, "bob@example.com", his).await);
        let note = async |id| {
            let license = license::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap();
            (license.blocked_at.is_some(), license.block_note)
        };
        assert_eq!((forgotten.note.as_str(), note(mine).await), ("", (true, None)), "what clerks wrote goes with him");
        assert_eq!(note(his).await, (true, Some("Dear Ada".to_owned())));
    }

    /// ACC-2, ACC-17
    async fn who_only_typed_an_address_has_no_say_over_its_orders(world: World) {
        on_sale(&world).await;
        let stranger = account(&world, "ada@example.com", Lang::En).await;
        let text = "update account set state = 'pending_confirmation'";
        world.app.db.writer().execute_unprepared(text).await.unwrap();
        let order = order(&world, "ADA-1", "ada@example.com", "en").await;
        raise(&world, Event::AccountConfirmed { account: stranger }).await;
        assert_eq!(kept(&world, order).await.buyer_account, None, "it is not confirmed");
        raise(&world, Event::AccountDeleted { account: stranger }).await;
        let order = kept(&world, order).await;
        assert!(order.buyer_lookup.is_some() && order.buyer_email_sealed.is_some() && order.unclaimed_since.is_some());
    }

    /// PRI-2
    async fn the_address_of_a_buyer_without_an_account_is_forgotten_after_three_years(world: World) {
        on_sale(&world).await;
        let old = order(&world, "OLD-1", "ada@example.com", "en").await;
        world.advance(DAY);
        let young = order(&world, "YOUNG-1", "bob@example.com", "en").await;
        let due = world.cx().now().plus(-DAY).0;
        assert_eq!(UnclaimedBuyers.erase(&world.cx(), due - 1, 500).await.unwrap(), 0);
        assert_eq!(UnclaimedBuyers.erase(&world.cx(), due, 500).await.unwrap(), 1);
        assert!(knows_nobody(&kept(&world, old).await));
        assert!(!knows_nobody(&kept(&world, young).await));
        assert_eq!(UnclaimedBuyers.erase(&world.cx(), due, 500).await.unwrap(), 0, "done once");
    }
}
