//! What anybody may open costs a bounded time, and says what is so.

use crate::{id_of, world_with, writer};
use axum::http::StatusCode;
use gatehouse_core::SECOND;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use gatehouse_help::actions::archive::archive;
use gatehouse_help::actions::bring_in::bring_in;
use gatehouse_help::tables::help_text;
use gatehouse_testkit::{TestEngine, both_engines};
use std::net::Ipv4Addr;

both_engines! {
    /// ALL-10: kept in memory for some seconds, and read anew where an article is changed
    async fn the_first_page_says_at_once_what_this_node_has_changed(world: World) {
        let mut visitor = world.browser();
        let id = id_of(&world, "add-a-license").await;
        let title = "Add a license by its";
        for gone in [false, true, false] {
            let page = visitor.get("/help").await.expect(StatusCode::OK).body;
            assert_eq!(page.contains(title), !gone, "{page}");
            let other = visitor.get("/help/category/licenses").await.expect(StatusCode::OK).body;
            assert_eq!(other.contains(title), !gone, "{other}");
            archive(&writer(&world, 1), id, gone).await.unwrap();
        }
        archive(&writer(&world, 1), id, true).await.unwrap();
        assert!(visitor.get("/help").await.body.contains("Add a license by its"));
        // What another node has written is seen after some seconds.
        help_text::Entity::update_many()
            .col_expr(help_text::Column::Title, Expr::value("Antelopes"))
            .filter(help_text::Column::ArticleId.eq(id))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        assert!(!visitor.get("/help").await.body.contains("Antelopes"));
        world.advance(10 * SECOND);
        assert!(visitor.get("/help").await.body.contains("Antelopes"));
    }
}

/// ALL-10: of a network that opens everything, and of no other
#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_opens_everything_keeps_nobody_from_reading() {
    let world = world_with(TestEngine::Sqlite, true).await;
    bring_in(&world.cx()).await.unwrap();
    let mut greedy = world.browser().from_address(Ipv4Addr::new(198, 51, 100, 7));
    let at = "/help/131-add-a-license";
    assert!(greedy.get(at).await.expect(StatusCode::OK).body.contains("Related articles"));
    let mut refused = 0;
    for _ in 0..121 {
        refused += usize::from(greedy.get("/help/category/licenses").await.status == StatusCode::TOO_MANY_REQUESTS);
        greedy.get(at).await.expect(StatusCode::OK);
    }
    assert_eq!(refused, 1);
    let alone = greedy.get(at).await.expect(StatusCode::OK).body;
    assert!(alone.contains("Choose <b>Add license</b>") && !alone.contains("Related articles"), "{alone}");
    let mut other = world.browser().from_address(Ipv4Addr::new(203, 0, 113, 7));
    other.get("/help/category/licenses").await.expect(StatusCode::OK);
    assert!(other.get(at).await.expect(StatusCode::OK).body.contains("Related articles"));
    world.advance(2 * SECOND);
    assert!(greedy.get(at).await.expect(StatusCode::OK).body.contains("Related articles"));
}
