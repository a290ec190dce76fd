//! temporary
use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_accounts::actions::register::{CreateConfirmed, create_confirmed};
use gatehouse_core::Lang;
use gatehouse_testkit::{TestEngine, World};
#[tokio::main]
async fn main() {
    let world = World::new(TestEngine::Sqlite, vec![Box::new(Accounts::new(AccountsConfig::default()))]).await;
    let input = CreateConfirmed { email: "aiko@example.com".into(), password: "Correct-Horse-7".to_owned().into(), name: "田中 愛子".into(), lang: Lang::En, country: "JP".into(), region: "東京都".into(), zone: "Asia/Tokyo".into() };
    create_confirmed(&world.cx(), input).await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:18099").await.unwrap();
    axum::serve(listener, world.router.clone().into_make_service_with_connect_info::<std::net::SocketAddr>()).await.unwrap();
}
