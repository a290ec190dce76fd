### Texts of the shell: navigation, search, shortcuts, plots.

nav-bar = Main: shortcuts
nav-more = More
# "New …": the menu of what staff can make
new = New
new-menu = Create something new
close = Close
search-all = Search everything
shortcuts = Keyboard shortcuts
shortcut-search = Go to the search
shortcut-arrows = Move in a menu
shortcut-close = Close a menu
shortcut-single = Use shortcuts of a single key
filters-more = Filter
plot-table = Show as a table
plot-number = Number

## The areas of the staff console

area-customers = Customers
area-licensing = Licensing
area-support = Support
area-lab = Lab
area-devices = Devices
area-outreach = Outreach
area-privacy = Privacy
area-settings = Settings

## The home pages

home = Home
home-needs = Needs your attention
home-steps = Get started
home-recent = Recent activity
home-plots = At a glance
# $done (String) - steps that are done
# $all (String) - all steps
home-tasks-done = { $done } of { $all } done
home-tasks = Set up your portal
home-done = Done
home-open = To do

event-backup-made = Database backed up

## The page that leads to another site

leave-title = One moment
leave-text = You are being taken to the next page. If nothing happens, continue here.
leave-go = Continue

# Where a page hears what is new (server-sent events).
live-full = Too many pages are open. Close some of them, or reload this page in a minute.
