//! Which name servers are asked.

use super::Config;
use gatehouse_core::Fault;
use gatehouse_domains::{NameServers, Names};

impl Config {
    /// Who asks name servers.
    pub fn names(&self) -> Result<Names, Fault> {
        Ok(Names::new(NameServers::read(&self.name_servers)?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use std::collections::BTreeMap;

    /// COM-14
    #[tokio::test]
    async fn a_name_server_is_an_address_and_no_name() {
        let parse = |text: &str| Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string());
        for good in ["", "name_servers = []", "name_servers = ['127.0.0.1', '[::1]:5353']"] {
            assert!(parse(good).is_ok(), "{good}");
        }
        let refused = parse("name_servers = ['dns.example']").err().unwrap_or_default();
        assert!(refused.contains("name_servers: \"dns.example\" is not an address"), "{refused}");
    }
}
