### Texts of the home page, the search and the menu "New".

home = Home
# $name (String) - the member's name
home-hello = Hello, { $name }
home-lede = What’s waiting, and how things are going.
home-empty = Nothing is waiting for you
home-empty-text = Your work will appear here. Use the search to find a customer, license, or order.
search = Search
search-field = Search everything
# $keys (String) - what may be typed
search-by = You can search by { $keys }.
search-none = Nothing found
search-keys = name or email address of a team member
new-member = Team member
new-api-key = API key

task-brand = Choose your brand
task-brand-text = Customers see its name on every page and in every email.
task-mail = Connect your email server
task-mail-text = Set “mail” and “mail_from” in the configuration file.
task-second = Add a second administrator
task-second-text = So that one can help if the other loses access.
task-backup = Make a backup
task-backup-text = Run “gatehouse backup” regularly, and keep the key files apart from it.
# $count (Number) - failed jobs
need-dead = { $count ->
    [one] { $count } job failed
   *[other] { $count } jobs failed
}
need-dead-open = Show failed jobs
audit-record-backup = Backup
