namespace Greeting
{
    public class Greeter
    {
        public string Name { get; set; }
        public override string ToString() { return "Hello, " + Name + "!"; }
    }
}
