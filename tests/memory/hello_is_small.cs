//peak: 8
// A program that does nothing much needs nearly no memory.
Console.WriteLine("Hello");
