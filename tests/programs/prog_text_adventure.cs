//stdin: look\ntake lamp\ninventory\nnorth\nlight lamp\nlook\ntake key\ntake sword\ngo east\nunlock door\neast\nexamine KEY\ndrop lamp\nsave\nsouth\nfoo bar\n\n   \nlook\nquit\nnever read\n
// A text adventure over standard input: rooms, items, verbs with patterns, state machine, prompt, end of input.
using System.Text;
var world = new World(); string line; int turn = 0;
Console.Write("> "); while ((line = Console.ReadLine()) != null) { line = line.Trim(); if (line.Length == 0) { Console.WriteLine("Say something."); Console.Write("> "); continue; } var reply = world.Do(line.ToLowerInvariant()); Console.WriteLine($"[{++turn}] {reply}"); if (world.State == State.Over) break; Console.Write("> "); }
Console.WriteLine(); Console.WriteLine($"Score {world.Score} in {turn} turns. {world.Rank}"); Environment.ExitCode = world.Score; return;
enum State { Playing, Won, Over } enum Dir { North, South, East, West }
class Item(string name, string text, bool fixedInPlace = false) { public string Name => name; public string Text { get; set; } = text; public bool Fixed => fixedInPlace; public bool Lit; }
class Room(string name, string text, bool dark = false) { public string Name => name; public bool Dark => dark; public List<Item> Items { get; } = []; public Dictionary<Dir, (Room To, string Lock)> Exits { get; } = []; public string Describe(bool light) => dark && !light ? "It is pitch dark." : new StringBuilder(text).Append(Items.Count > 0 ? " You see " + string.Join(", ", Items.Select(i => i.Name).Order()) + "." : "").Append(" Exits: ").AppendJoin("/", Exits.Keys.Order()).ToString(); }
class World
{
    Room here; readonly List<Item> bag = []; string saved; public State State { get; private set; } public int Score { get; private set; } public string Rank => Score switch { < 5 => "Novice", < 20 => "Explorer", _ => "Hero" };
    public World() { var hall = new Room("Hall", "A dusty hall."); var cave = new Room("Cave", "A wet cave.", true); var vault = new Room("Vault", "Gold everywhere!"); Link(hall, Dir.North, cave, null); Link(cave, Dir.East, vault, "key"); hall.Items.AddRange([new("lamp", "An old lamp."), new("statue", "Heavy.", true)]); cave.Items.AddRange([new("key", "Rusty, with teeth."), new("sword", "Stuck in a stone.", true)]); here = hall; }
    static void Link(Room a, Dir d, Room b, string key) { a.Exits[d] = (b, key); b.Exits[d switch { Dir.North => Dir.South, Dir.South => Dir.North, Dir.East => Dir.West, _ => Dir.East }] = (a, null); }
    bool Light => bag.Concat(here.Items).Any(i => i.Lit);
    public string Do(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["look" or "l"] => here.Describe(Light), ["inventory" or "i"] => bag.Count == 0 ? "Nothing." : string.Join(", ", bag.Select(i => i.Name + (i.Lit ? " (lit)" : ""))),
        [("go" or "walk") and var verb, var d] when Enum.TryParse<Dir>(d, true, out var dir) => Go(dir), [var d] when Enum.TryParse<Dir>(d, true, out var dir) && Enum.IsDefined(dir) => Go(dir),
        ["take", var n] => Find(here.Items, n) is { } i ? i.Fixed ? $"The {n} does not move." : here.Dark && !Light ? "You cannot see it." : Move(i, here.Items, bag, $"Taken: {n}.", 2) : $"No {n} here.", ["drop", var n] when Find(bag, n) is { } i => Move(i, bag, here.Items, "Dropped.", -2),
        ["light", var n] when Find(bag, n) is { Name: "lamp", Lit: false } i => (i.Lit = true) ? "The lamp glows." : "", ["examine" or "x", .. var rest] => Find(bag.Concat(here.Items), string.Join(' ', rest))?.Text ?? "You see no such thing.",
        ["unlock", "door"] => Unlock(), ["save"] => (saved = $"{here.Name}|{string.Join(",", bag.Select(i => i.Name))}|{Score}") + " saved", ["quit"] => End(), [var verb, ..] => $"I do not know how to {verb}.", [] => ""
    };
    string End() { State = State.Over; return saved is null ? "Bye." : $"Bye. ({saved.Length} bytes saved)"; }
    string Go(Dir d) { if (!here.Exits.TryGetValue(d, out var x)) return "You cannot go there."; if (x.Lock != null) return "The door is locked."; here = x.To; Score++; if (here.Name == "Vault" && State == State.Playing) { State = State.Won; Score += 20; } return here.Describe(Light); }
    string Unlock() { foreach (var (d, (to, key)) in here.Exits.ToList()) if (key != null) { if (Find(bag, key) == null) return $"You need a {key}."; here.Exits[d] = (to, null); Score += 5; return "Click."; } return "No locked door."; }
    static Item Find(IEnumerable<Item> l, string n) => l.FirstOrDefault(i => i.Name == n); string Move(Item i, List<Item> a, List<Item> b, string say, int score) { a.Remove(i); b.Add(i); Score += score; return say; }
}
